# Literals, indexing, slices, iteration, comparison, hash, + * and in.
samples = [b"", b"a", b"abc", b'it\'s', b"say \"hi\"", b"both ' and \"", b"\x00\x01\x7f\x80\xff", b"\t\n\r\\", rb"raw\n",
           b"one " b"two", b"""three
lines""", b"\101\7\x41", bR"\x41"]
for sample in samples:
    print(repr(sample), str(sample), len(sample), list(sample), bool(sample), f"{sample}", f"{sample!r:>30}")

data = b"hello, world"
for i in (0, 1, -1, -12, True):
    print(data[i])
for part in (slice(2, 5), slice(None, None, -1), slice(None, None, 3), slice(-3, None), slice(5, 2), slice(0, 100), slice(100, 3, -2)):
    print(data[part], data[part] == bytes_of if (bytes_of := data[part]) else None)
print(data[:] is data, b"abc"[1:2] is b"b"[:], b"" is data[3:3])
print(next(iter(data)), list(reversed(b"abc")), [*b"xy"], sorted(b"bca"), max(data), sum(data))
first, *rest = b"spam"
print(first, rest)

print(b"a" + b"b", data * 2, 2 * b"xy", b"xy" * 0, b"xy" * -1, b"" * 5, b"z" * 3)
print(b"ell" in data, b"" in data, 104 in data, 0 in data, b"xyz" in data, 105 not in data)
print(b"a" < b"b", b"a" < b"ab", b"b" > b"a\xff", b"a" == b"a", b"a" != b"b", b"a" == "a", b"a" == 97, b"\x80" > b"\x7f", b"" <= b"")
print(hash(b""), hash(b"a"), hash(b"hello"), hash(b"\xff" * 100), hash(b"hello") == hash("hello"))
print({b"k": 1}[b"k"], {b"x", b"y", b"x"} == {b"y", b"x"}, (b"a", 1) in [(b"a", 1)])
print(type(b""), type(iter(b"")), iter(b"abc").__length_hint__())
if b"":
    print("never")
text = b"x"
text += b"y"
text *= 2
print(text)


class Index:
    def __index__(self):
        return 1


print(data[Index()], b"ab" * Index(), Index() in b"\x01", b"abc".__contains__(98), b"abc".__len__(), b"a".__eq__(3), b"a".__add__(b"b"))


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Refusing:
    def __index__(self):
        raise KeyError("no")


for action in (lambda: data[12], lambda: data[-13], lambda: data["x"], lambda: data[1.0], lambda: data[10**30],
               lambda: data[Refusing()], lambda: "a" in data, lambda: 256 in data, lambda: -1 in data, lambda: None in data,
               lambda: 10**30 in data, lambda: Refusing() in data, lambda: data + "x", lambda: data + 1, lambda: "x" + data,
               lambda: 1 + data, lambda: data * "x", lambda: data * 1.5, lambda: data * data, lambda: data - data,
               lambda: data < "x", lambda: "x" < data, lambda: data < 3, lambda: -data, lambda: data[1:2:0], lambda: data["a":],
               lambda: b"ab" * 2**62, lambda: b"ab" * 2**70, lambda: int([]), lambda: data.nothing, lambda: data(),
               lambda: data.__getitem__("x")):
    attempt(action)


def assign():
    data[0] = 1


def remove():
    del data[0]


attempt(assign)
attempt(remove)
