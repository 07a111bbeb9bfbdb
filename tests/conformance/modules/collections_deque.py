# deque: every method, its errors, and what iterating over one that changes does.
import collections
from collections import deque


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


print(deque, collections.deque is deque, deque.__name__, deque.__module__, type(deque()))
d = deque([1, 2, 3])
print(d, len(d), bool(d), bool(deque()), d.maxlen, deque('abc', maxlen=2), deque(maxlen=0), deque(range(5), 3))
d.append(4)
d.appendleft(0)
print(d, d.pop(), d.popleft(), d)
d.extend('ab')
d.extendleft('xy')
print(d, d[0], d[-1], d[3], 'a' in d, 'z' in d, d.count(2), d.index(3), d.index('a', -3, 7))
d.extend(d)
print(d)
d.extendleft(deque([7, 8]))
print(d)
d[2] = 'set'
d[-1] = 'last'
del d[0], d[-2]
print(d)
for steps in (1, 2, -1, -3, 0, 100, -100):
    e = deque(range(6))
    e.rotate(steps)
    print(steps, e, end=' ')
print()
e.rotate()
print(e)
for at in (-10, -6, -5, -1, 0, 1, 3, 5, 6, 10):
    e = deque(range(6))
    e.insert(at, 'new')
    print(at, e)
for i in range(6):
    e = deque(range(6))
    del e[i]
    e.remove((i + 1) % 6)
    print(e)
e = deque([3, 1, 2])
e.reverse()
print(e, e.copy(), e.copy() is e, e.copy() == e, list(reversed(e)), sorted(e), sum(e), max(e))
e.clear()
print(e)

full = deque('abc', 3)
full.append('d')
full.appendleft('z')
full.extend('12')
full.extendleft('34')
print(full, full.copy(), full.copy().maxlen, full + full, full * 2, 2 * full)
full += 'xy'
full *= 2
print(full)
show(lambda: full.insert(1, 'q'))
none = deque([1], 0)
none.append(1)
none.extend([1, 2])
none.appendleft(3)
print(none, none.maxlen)

print(deque([1, 2]) + deque([3]), deque([1, 2]) * 3, 0 * deque([1]), deque() * 5, deque([1]) * -1, deque([1]) * 4)
e = deque([1, 2])
same = e
e += [3]
e *= 2
print(e, same is e)
a, *b = deque('xyz')
print(a, b, list(map(str, deque([1, 2]))), tuple(deque('ab')), [*deque('ab')], dict(deque([(1, 2)])))

print(deque([1, 2]) == deque([1, 2]), deque([1]) == [1], deque([1]) != deque([2]), deque([1, 2]) < deque([1, 3]),
      deque([1]) < deque([1, 0]), deque([2]) > deque([1, 5]), deque([1]) <= deque([1]), deque([1]) >= deque([1, 2]),
      deque(maxlen=1) == deque(), deque([1, 2]) != deque([1]))

loop = deque([1])
loop.append(loop)
print(loop, str(loop))
loop.append([loop])
print(loop)
print(deque([deque([1]), deque('a', 2)]))

show(lambda: deque(1, 2, 3))
show(lambda: deque(5))
show(lambda: deque(maxlen='a'))
show(lambda: deque(maxlen=-1))
show(lambda: deque([], 10 ** 30))
show(lambda: deque(foo=1))
show(lambda: deque([], iterable=1))
show(lambda: deque(iterable='xy', maxlen=None))
show(lambda: deque().pop())
show(lambda: deque().popleft())
d = deque([1, 2])
show(lambda: d[5])
show(lambda: d[-3])
show(lambda: d['a'])
show(lambda: d[0:1])
show(lambda: d[1.5])
show(lambda: d[10 ** 30])
show(lambda: d.__setitem__(9, 1))
show(lambda: d.__delitem__(9))
show(lambda: d.remove(9))
show(lambda: d.index(9))
show(lambda: d.index(1, 1))
show(lambda: d.index(1, 'a'))
show(lambda: d + [1])
show(lambda: d + 1)
show(lambda: 1 + d)
show(lambda: d * 'a')
show(lambda: d * 1.5)
show(lambda: d < [1])
show(lambda: hash(d))
show(lambda: {d: 1})
show(lambda: d.append())
show(lambda: d.append(1, 2))
show(lambda: d.pop(1))
show(lambda: d.rotate('a'))
show(lambda: d.rotate(1, 2))
show(lambda: d.insert('a', 1))
show(lambda: d.insert(1))
show(lambda: d.index())
show(lambda: d.extend(1))
show(lambda: d.extend())
show(lambda: d.count())
show(lambda: d.foo)
show(lambda: setattr(d, 'foo', 1))
show(lambda: setattr(d, 'maxlen', 1))
show(lambda: deque[int])
show(lambda: deque.maxlen)
show(lambda: deque.append)


def assign():
    d['a'] = 1


def delete():
    del d[0:1]


show(assign)
show(delete)

# Changed during an iteration.
for change in ('append', 'appendleft', 'pop', 'popleft', 'clear', 'rotate', 'reverse', 'extend', 'insert', 'remove', 'setitem', 'copy'):
    d = deque([1, 2, 3])
    arguments = {'append': (9,), 'appendleft': (9,), 'extend': ([],), 'insert': (1, 9), 'remove': (2,), 'setitem': (0, 9)}
    name = '__setitem__' if change == 'setitem' else change
    try:
        for item in d:
            print(change, item, end=' ')
            getattr(d, name)(*arguments.get(change, ()))
        print('no error')
    except RuntimeError as error:
        print(error)
i = iter(deque([1, 2, 3]))
print(next(i), i.__length_hint__(), iter(i) is i, list(i), list(i), i.__length_hint__())
print(type(i).__name__, type(reversed(deque())).__name__, list(reversed(deque('abc'))), type(i).__module__)
d = deque([1])
i = iter(d)
next(i)
d.append(2)
for _ in range(2):
    show(lambda: next(i))
d.pop()
show(lambda: next(i))


class Meddler:
    def __init__(self, owner, action):
        self.owner = owner
        self.action = action

    def __eq__(self, other):
        self.action(self.owner)
        return False

    def __repr__(self):
        return 'Meddler'


for action in (deque.clear, deque.pop, deque.popleft, deque.rotate, lambda owner: owner.append(1)):
    for use in (lambda d: d.remove(3), lambda d: d.index(3), lambda d: d.count(3), lambda d: 3 in d, lambda d: d == deque([1, 2, 3, 4])):
        d = deque([1])
        d.append(Meddler(d, action))
        d.extend([3, 4])
        show(lambda: use(d))
        print(d)


class Stack(deque):
    def __init__(self, *items, **options):
        super().__init__(items, **options)
        self.extra = 'extra'

    def push(self, item):
        self.append(item)
        return self


s = Stack(1, 2)
print(s.push(3), s.extra, len(s), s == deque([1, 2, 3]), isinstance(s, deque), deque([1]) < s, issubclass(Stack, deque))
s.other = 5
print(s.other, list(s), repr(Stack(maxlen=3)))


class Plain(deque):
    pass


p = Plain([1, 2], 5)
print(p, p.copy(), type(p.copy()), type(p + p), type(p * 2), p.maxlen)


class Added:
    def __radd__(self, other):
        return ('radd', list(other))


print(deque([1]) + Added())

# The ring wraps round and grows.
d = deque()
for i in range(100):
    d.append(i)
    if i % 3 == 0:
        d.popleft()
    if i % 7 == 0:
        d.rotate(3)
    if i % 11 == 0:
        d.appendleft(-i)
print(d)
while len(d) > 2:
    d.pop()
    d.popleft()
print(d)
big = deque(range(100000))
for _ in range(99999):
    big.popleft()
print(big)
d = deque([3, 1, 2], 3)
d.__init__([5, 6])
print(d, d.maxlen)

# An item too many drives out another, from either end, also where the ring of places is full.
for most in (0, 1, 2, 8, 9):
    for change in (lambda d: d.append(7), lambda d: d.appendleft(7), lambda d: d.extend([7, 8, 9]),
                   lambda d: d.extendleft([7, 8, 9]), lambda d: d.insert(1, 3)):
        for begin in ([], [1], list(range(20))):
            d = deque(begin, most)
            items = iter(d)
            show(lambda: change(d))
            show(lambda: next(items))
            for number in range(20):
                d.append(number)
                d.appendleft(-number)
                d.appendleft(number)
            print(d, len(d))
