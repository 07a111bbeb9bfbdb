# Lists once there has been a second thread: what they do stays the same, and single operations are whole.
import threading


def run(count, work):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


run(1, lambda n: None)

# --- storage that is kept, grown and emptied ---
a = list(range(20))
del a[5:]
print(a, len(a))
a.clear()
print(a, a == [])
a.extend(range(50))
a[10:40] = [0]
print(a)
a[::2] = a[1::2] + [7]
print(a)
del a[::3]
print(a)
a.insert(2, 'x')
a.insert(-1, 'y')
a.insert(100, 'z')
print(a, a.pop(), a.pop(0), a.pop(3), a)
a[:] = a
a[3:3] = a
print(a)
a += a
a *= 2
print(len(a), a.count('y'), a.index('y', 5))
a *= 0
print(a, [1, 2] + [3], [1, 2] * 3, [5] * 4)
a.reverse()
a.extend([3, 1, 2])
a.reverse()
print(a, a[::-1], a[5:], ''.join(['a', 'b']), (*a, *a))
first, *rest = a
x, y, z = a
print(first, rest, x, y, z, max(*a))
try:
    x, y = a
except ValueError as error:
    print(error)
a.remove(1)
try:
    a.remove(1)
except ValueError as error:
    print(error, a)
while a:
    a.pop()
try:
    a.pop()
except IndexError as error:
    print(error)

# --- sort ---
a = [5, 3, 8, 1]
a.sort()
print(a)
a.sort(reverse=True)
print(a)
a.sort(key=str)
print(a)
big = [(n * 7919) % 1000 for n in range(1000)]
big.sort()
print(big == list(range(1000)))
big.sort(key=lambda n: -n)
print(big[:3], big[-3:])


def sort_while(change):
    items = [3, 1, 2]

    def key(n):
        print(items, end=' ')
        change(items)
        return n

    try:
        items.sort(key=key)
        print(items)
    except ValueError as error:
        print(error, items)


def append_and_pop(items):
    items.append(1)
    items.pop()


def sort_again(items):
    items.extend([9, 8])
    items.sort()


sort_while(lambda items: None)
sort_while(lambda items: items.append(4))
sort_while(append_and_pop)
sort_while(lambda items: items.clear())
sort_while(lambda items: items.sort())
sort_while(sort_again)


def raising(n):
    raise KeyError(n)


a = [2, 1]
try:
    a.sort(key=raising)
except KeyError as error:
    print(repr(error), a)

# A list that is sorted by one thread is empty to another.
seen = []


def key(n):
    if n == 0:
        run(1, lambda n: seen.append((list(a), len(a))))
    return -n


a = list(range(5))
a.sort(key=key)
print(a, seen)


def key(n):
    if n == 0:
        run(1, lambda n: a.append(7))
    return -n


try:
    a.sort(key=key)
except ValueError as error:
    print(error, a)


# --- what changes under a comparison ---
class Shrinks:
    def __eq__(self, other):
        a.clear()
        return False


a = [Shrinks(), 1, 2]
print(1 in a, a)
a = [Shrinks(), 1]
print(a == [0, 1], a)

# --- several at once ---
a = []


def add(n):
    for i in range(500):
        a.append((n, i))


run(4, add)
print(len(a), all([i for m, i in a if m == n] == list(range(500)) for n in range(4)))


def take(n):
    for _ in range(500):
        taken[n].append(a.pop())


taken = [[] for _ in range(4)]
run(4, take)
print(a, len({item for each in taken for item in each}))


def extend(n):
    for _ in range(100):
        a.extend([n] * 5)


run(4, extend)
print(all(len(set(a[i : i + 5])) == 1 for i in range(0, len(a), 5)), len(a))


def remove(n):
    for _ in range(500):
        a.remove(n)


run(4, remove)
print(a)

a = [0] * 8


def change(n):
    for i in range(300):
        a[n] += 1
        a.append(i)
        a.insert(8, i)
        a.pop()
        del a[8]


run(4, change)
print(a[:4], len(a))


def read(n):
    if n == 0:
        for i in range(300):
            a[4:] = range(i % 50)
            a.reverse()
            a.reverse()
            a.sort()
    else:
        for _ in range(300):
            for item in a:
                assert isinstance(item, int)
            a.copy(), a + a, repr(a), 5 in a, a == a[:], sum(a), sorted(a), tuple(a), a[1:-1]


run(4, read)
print(len(a))
