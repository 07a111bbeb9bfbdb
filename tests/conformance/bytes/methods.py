# Every method of bytes and bytearray.
samples = [b"", b"a", b"Hello, World", b"  padded\t\n", b"one\ttwo\tthree", b"a,b,,c,", b"x=1", b"line\nnext\r\nlast\r",
           b"\x00\xff\x80", b"MiXeD 123", b"aaa", b"-42", b"+7", b"Title Case Is It", b"\x0b\x0c x \x1c\x85"]

for kind in (bytes, bytearray):
    print(kind)
    for data in map(kind, samples):
        print(data)
        print(data.upper(), data.lower(), data.title(), data.swapcase(), data.capitalize())
        print(data.isalnum(), data.isalpha(), data.isascii(), data.isdigit(), data.islower(), data.isspace(), data.istitle(),
              data.isupper())
        print(data.split(), data.rsplit(), data.split(b","), data.rsplit(b",", 1), data.split(None, 1), data.rsplit(None, 1),
              data.split(b"a", maxsplit=1), data.split(sep=bytearray(b"l")))
        print(data.splitlines(), data.splitlines(True), data.splitlines(keepends=1))
        print(data.strip(), data.lstrip(), data.rstrip(), data.strip(b"aHd\xff"), data.lstrip(b" -+"), data.rstrip(None))
        print(data.partition(b","), data.rpartition(b","), data.partition(bytearray(b"=")))
        print(data.replace(b"a", b"bb"), data.replace(b"l", b""), data.replace(b"", b"."), data.replace(b"", b"-", 2),
              data.replace(b"aa", b"b", 1), data.replace(b"o", bytearray(b"0"), -1), data.replace(b"zz", b"y"))
        print(data.find(b"a"), data.find(b""), data.find(b"l", 3), data.find(b"o", -5, -1), data.rfind(b"o"), data.rfind(b""),
              data.find(108), data.rfind(97), data.count(b"a"), data.count(b""), data.count(b"aa"), data.count(97, 1), data.find(b"", 99))
        print(data.startswith(b""), data.startswith(b"H"), data.startswith((b"x", b"a")), data.endswith(b"d"), data.endswith(()),
              data.endswith(b"", 3), data.startswith(b"e", 1), data.endswith(b"l", None, 4), data.startswith(b"", 50))
        print(data.center(15), data.ljust(14, b"."), data.rjust(14, b"*"), data.zfill(6), data.center(8, b"-"), data.zfill(-1))
        print(data.expandtabs(), data.expandtabs(4), data.expandtabs(tabsize=0))
        print(data.hex(), data.hex(":"), data.hex("-", 2), data.hex(b"_", -3), data.hex(" ", 0), data.hex(sep=".", bytes_per_sep=4))
        print(data.translate(None, b"a,"), data.translate(bytes.maketrans(b"abc", b"xyz")),
              data.translate(bytes(range(256)), delete=b"o"))
        print(data.removeprefix(b"a"), data.removesuffix(b"\n"), data.removeprefix(bytearray(b"Hello")))
        print(data.join([b"1", bytearray(b"2"), b"3"]), data.join(()), data.join(iter([b"x"])))
        print(data.decode("latin-1"), data.decode("utf-8", "replace"), data.decode("ascii", "ignore"), repr(str(data, "l1")))
        print(data + b"x", b"x" + data, data + bytearray(b"y"), data * 2, 0 * data, data[::-1], data[2:5], data[:])
        print(data == bytes(data), data == bytearray(data), data < b"b", b"b" >= data, data == "", data != b"q")
        print(bytes(data) is data, type(data + b""), type(b"" + data), type(data[:]), list(data), 97 in data, b"l" in data)
    print(kind.fromhex("00ff 10\n2A  "), kind.fromhex(""), kind.maketrans(b"", b"") == bytes(range(256)))
    print(kind(), kind(3), kind([1, 2, 255]), kind("h\xe9", "utf-8"), kind("h\xe9", "latin1"), kind("h\xe9", "ascii", "replace"),
          kind(range(3)), kind(kind(b"x")), kind(b""), kind(source="q", encoding="ascii"))
    for method in ("upper", "strip", "split", "replace", "__len__", "__getitem__", "__add__", "__mod__", "append", "hex"):
        print(method, hasattr(kind, method), hasattr(kind(), method))

data = b"unchanged"
print(data.strip() is data, data.replace(b"z", b"") is data, data.split(b"z")[0] is data, data.translate(None) is data,
      data.removeprefix(b"z") is data, data.ljust(3) is data, b"".join([data]) is data, bytes(data) is data, data * 1 is data,
      data + b"" is data, b"" + data is data, data.partition(b"z")[0] is data)
print(int(b"12"), int(b" -1_000 "), int(bytearray(b"ff"), 16), int(b"0b11", 0), float(b" 1.5 "), float(bytearray(b"-1e3")))
for text in (b"zz", b"\xd9\xa1", b"1\0", b"", b"\x85 1", b"0x"):
    for convert in (int, float):
        try:
            print(convert(text))
        except ValueError as error:
            print(error)
print(ord(b"a"), ord(bytearray(b"\xff")))
print(isinstance(b"", bytes), isinstance(bytearray(), bytes), issubclass(bytes, object), bytes.__name__, type(bytearray()))
print(b"%s %b %a %r|%5s|%-5s|%.2s|" % (b"a", bytearray(b"b"), "\xe9", b"\xe9", b"ab", b"ab", b"abcdef"))
print(b"%d %5d %-5d| %05d %+d %x %X %#x %o %#o %i %u" % (1, 2, 3, 4, 5, 255, 255, 255, 8, 8, 9, 10))
print(b"%f %.2f %e %g %10.3f|%c%c%c%%" % (1.5, 2.345, 1e10, 0.0001, 3.14159, 65, b"B", bytearray(b"C")))
print(b"%(a)s-%(b)d" % {b"a": b"x", b"b": 3}, bytearray(b"%s") % b"x", b"\xff%s\xfe" % b"\x80", b"%*d|%-*d|%.*f" % (4, 1, 4, 2, 1, 2.55))
print(b"100%%" % (), b"%5c|%-5c|" % (65, 66), b"" % [], b"" % {}, b"abc" % {b"x": 1})


class Own:
    def __bytes__(self):
        return b"<own>"


print(b"%s" % Own(), bytes(Own()))
# Not b"%z" and b"%\xff": 3.11.2 has other errors for them than later ones.
for template, values in ((b"%s", "x"), (b"%c", 300), (b"%c", "x"), (b"%c", b"ab"), (b"%d", "x"), (b"%y", 1), (b"%", 1), (b"%(a)s", 1),
                         (b"%(a", {}), (b"%*d", (b"x", 1)), (b"%d", ()), (b"%s %s", b"x"), (b"%b", 1), (b"%x", 1.5), (b"%f", "x"),
                         (b"x", 1), (b"x", (1,)), (b"%(a)s", {"a": 1}), (b"%s", (b"x", b"y")), (b"%c", -1), (b"%c", 1.5), (b"%x", b"x"), (b"x", b"y"), (b"%\t", 1), (b"%\0", 1)):
    try:
        print(template % values)
    except Exception as error:
        print(type(error).__name__, repr(str(error)))
