# bytearray, deque, heapq and random once there has been a second thread, and from several at once.
import collections
import heapq
import queue
import random
import threading


def run(count, work):
    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


run(1, lambda n: None)

# --- bytearray ---
b = bytearray(b'hello world')
print(b, len(b), b.upper(), b.split(), b.find(b'wor'), b.replace(b'o', b'00'), b.center(20, b'*'))
print(b.hex(), b.partition(b' '), b.strip(b'hd'), b.title(), b.startswith(b'hell'), b.isalpha(), b == b'hello world')
print(b[0], b[-3:], b[::2], b + b'!', b * 2, b'l' in b, 108 in b, list(b[:3]), b.decode(), bytes(b))
print(b.translate(None, b'l'), b.removeprefix(b'hello'), b.zfill(15), b.expandtabs(), b.rsplit(b'o'), b.count(b'l'))
print(b' '.join([b, b, b'x']), b.join([b'1', bytearray(b'2')]), b'%s-%d' % (b, 5), b % (), int(bytearray(b'12')))
b[3:5] = b'LONGER'
del b[0]
b += b'more'
b *= 2
b.append(33)
b.extend(range(48, 53))
b.insert(1, 65)
b.remove(33)
b.reverse()
print(b, b.pop(), b.pop(0), float(bytearray(b'1.5')), ord(bytearray(b'a')), b < b'z')
b[::2] = bytes(len(b[::2]))
del b[1::3]
print(b)
b[:] = b
b[2:2] = b
print(b)
try:
    b += b
except BufferError as error:
    print(error)
b.clear()
print(b, bytearray(5), bytearray([1, 2]), bytearray(b'a') in b'cab')

b = bytearray()


def fill(n):
    for _ in range(400):
        b.append(n)
        b.extend(b'..')
        bytes(b), b.find(b'...'), b.upper(), b'-'.join([b, b]), b.split(b'.'), repr(b), b == b, b[1:], b.strip(b'.')


run(4, fill)
print(len(b), [b.count(n) for n in range(4)], b.count(b'.'))


def drain(n):
    for _ in range(1200):
        b.pop()


run(4, drain)
print(b)

# --- deque ---
d = collections.deque(range(10), 12)
d.extend([10, 11, 12])
d.extendleft((1, 2))
print(d, d.count(1), d.index(5), 7 in d, len(d), d.maxlen)
d.rotate(3)
d.reverse()
d.remove(5)
d.insert(2, 'x')
del d[0]
d[0] = 'y'
print(d, d[3], d[-1], d.copy(), d + d, d * 2, list(reversed(d)), d == d.copy())
d.extend(d)
d += d
print(d, d.pop(), d.popleft())
try:
    for item in d:
        d.append(item)
except RuntimeError as error:
    print(error)


class Changes:
    def __eq__(self, other):
        d.clear()
        return False


d = collections.deque([Changes(), 1])
for search in (lambda: d.count(1), lambda: d.index(1), lambda: 1 in d, lambda: d.remove(1)):
    d = collections.deque([Changes(), 1])
    try:
        print(search())
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, error)

d = collections.deque()


def both_ends(n):
    for i in range(500):
        d.append((n, i))
        d.appendleft((n, i))
        d.rotate(1)
        d.pop()
        d.copy(), len(d), d[0]


run(4, both_ends)
print(len(d))


def empty(n):
    for _ in range(500):
        d.popleft()


run(4, empty)
print(d)

# --- heapq ---
heap = []


def push(n):
    for i in range(200):
        heapq.heappush(heap, i * 4 + n)


run(4, push)
print([heapq.heappop(heap) for _ in range(len(heap))] == list(range(800)))
for item in ('b', 'a', 'c'):
    heapq.heappush(heap, (item, 1))
print(heapq.heappushpop(heap, ('d', 0)), heapq.heapreplace(heap, ('0', 5)), heap)
heap = [5, 2.5, 9, 1]
heapq.heapify(heap)
print(heap)


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n < other.n


heap = [Item(n * 37 % 50) for n in range(50)]
heapq.heapify(heap)
print([heapq.heappop(heap).n for _ in range(50)] == list(range(50)))


class Grows(Item):
    def __lt__(self, other):
        heap.append(self)
        return True


heap = [Grows(1)]
try:
    heapq.heappush(heap, Grows(2))
except RuntimeError as error:
    print(error)

# --- SimpleQueue ---
q = queue.SimpleQueue()
got = []


def put_and_get(n):
    for i in range(200):
        q.put((n, i))
        got.append(q.get())


run(4, put_and_get)
print(q.qsize(), len(set(got)))


def produce_or_consume(n):
    for i in range(300):
        if n % 2:
            q.put(i)
        else:
            got.append(q.get())


got = []
run(6, produce_or_consume)
print(q.empty(), sorted(got) == sorted(list(range(300)) * 3))

# --- random ---
source = random.Random(7)
drawn = []
run(4, lambda n: drawn.extend([source.random() for _ in range(100)]))
again = random.Random(7)
print(sorted(drawn) == sorted(again.random() for _ in range(400)))
