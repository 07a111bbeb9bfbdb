# What bytearray has over bytes: it changes.
def attempt(action, *arguments):
    try:
        print(repr(action(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


a = bytearray(b"hello")
same = a
a[0] = 72
a[-1] = True
print(a, same is a, a.append(33), a.extend(b"xyz"), a.extend([1, 2]), a.extend(x for x in range(3)), a)
print(a.insert(0, 64), a.insert(-1, 65), a.insert(100, 66), a.insert(-100, 67), a)
print(a.pop(), a.pop(0), a.pop(-2), a.remove(64), a)
print(a.reverse(), a, a.copy() is a, a.copy() == a, a.clear(), a, len(a), bool(a))

for original in (b"0123456789",):
    for key in (slice(2, 5), slice(5, 2), slice(None, None, 2), slice(None, None, -1), slice(8, 100), slice(-3, None), slice(0, 0),
                slice(10, 10), slice(7, 1, -3), slice(None)):
        for value in (b"", b"AB", b"ABCDE", bytearray(b"xyz"), [1, 2], (9,), range(65, 70), iter(b"it"), "text", 5, 1.5, None, [256], ["a"],
                      {65: 1}):
            a = bytearray(original)
            try:
                a[key] = value
            except Exception as error:
                print(type(error).__name__, error)
            print(a)
        a = bytearray(original)
        del a[key]
        print(a)
        a = bytearray(original)
        try:
            a[key] = a
        except ValueError as error:
            print(error)
        print(a)

a = bytearray(b"abc")
del a[1]
print(a)
del a[-1]
print(a)
a += b"more"
print(a, same is a)
b = a
b += bytearray(b"!")
b *= 2
print(a is b, a)
b *= 0
print(a)
a += a
a.extend(bytearray(b"x"))
try:
    a += a
except BufferError as error:
    print(error)
a.extend(a)
a += a[:]
a *= 3
print(a)
b = bytes(a)
b += bytearray(b"y")
print(type(b), b)


def store(array, key, value):
    array[key] = value


def remove(array, key):
    del array[key]


def add(array, value):
    array += value


def multiply(array, value):
    array *= value


class Refusing:
    def __index__(self):
        raise KeyError("no")


class Shrinking:
    def __init__(self, array):
        self.array = array

    def __index__(self):
        self.array.clear()
        return 7


class Two:
    def __index__(self):
        return 2


for action, *arguments in ((a.append, 256), (a.append, -1), (a.append, "x"), (a.append, 1.5), (a.append, b"x"), (a.append, 2**80), (a.append,),
                           (a.append, Refusing()), (a.extend, 5), (a.extend, "xy"), (a.extend, [1, 300]), (a.extend, None), (a.insert, 0),
                           (a.insert, 0, 256), (a.insert, "x", 1), (a.insert, 2**70, 1), (a.pop, 100), (a.pop, "x"), (bytearray().pop,),
                           (a.remove, 250), (a.remove, "x"), (a.remove, 256), (store, a, 0, 256), (store, a, 100, 1), (store, a, 100, "x"),
                           (store, a, "x", 1), (store, a, 0, "x"), (store, a, 0, b"x"), (store, a, 0, None), (store, a, 2**70, 1),
                           (store, a, slice(0, 2, 0), b""), (store, a, slice("x"), b""), (remove, a, 100), (remove, a, "x"), (remove, a, slice(0, 1, 0)),
                           (add, a, 5), (add, a, "x"), (add, a, [1]), (multiply, a, "x"), (multiply, a, 1.5), (hash, a),
                           (bytearray.append, b"", 1), (multiply, a, b"x"), (bytearray.pop, a, 0, 1)):
    attempt(action, *arguments)
print(a)
multiply(a, Two())
print(len(a))
a = bytearray(b"abcdef")
attempt(store, a, slice(Shrinking(a), 4), b"zz")
print(a)

# A buffer that is filled at one end and emptied at the other.
queue = bytearray()
total = 0
for i in range(2000):
    queue += bytes([i % 256]) * (i % 17)
    if i % 3 == 2:
        taken = queue[:20]
        del queue[:20]
        total += sum(taken)
print(len(queue), total, sum(queue), queue[:4], queue[-4:])
while queue:
    queue.pop(0)
    del queue[-3:]
print(queue)
for letter in (array := bytearray(b"abc")):
    if len(array) < 6:
        array.append(letter + 1)
print(array, type(iter(array)), list(reversed(array)), iter(bytearray(b"ab")).__length_hint__())
print(repr(bytearray(b"it's")), bytearray(b'"both\''), str(bytearray(b"\x00\n")), f"{bytearray(b'x')!r:>20}", [bytearray(b"in list")])
print(bytearray(b"a") == b"a", b"a" == bytearray(b"a"), bytearray(b"a") < b"b", bytearray() == [], bytearray(b"x") in [b"x"], b"a".__eq__(bytearray(b"a")))
print(sorted([bytearray(b"b"), b"a", bytearray(b"")]), max(bytearray(b"az")), bytearray(b"abc").__contains__(98), tuple(bytearray(b"ab")))
print({b"x": 1}[bytes(bytearray(b"x"))], type(bytearray(b"a") + b"b"), type(b"a" + bytearray(b"b")), bytearray(b"a").__iadd__(b"b"))
