# str.encode and bytes.decode: encodings, error handlers, and what the exceptions say.
texts = ["", "plain", "h\xe9llo", "\u20ac5", "\U0001f600!", "a\ud800b", "\udc80\udcff", "x\ud800\udc00\u1234\xe9y", "\x7f\x80\xff\u0100"]
names = ["utf-8", "UTF8", "utf_8", "U8", "ascii", "US-ASCII", "646", "latin-1", "Latin1", "iso-8859-1", "L1", "utf 8"]
handlers = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "xmlcharrefreplace", "unheard-of"]


def show(action):
    try:
        print(ascii(action()))
    except UnicodeError as error:
        print(type(error).__name__, ascii(str(error)), error.encoding, ascii(error.object), error.start, error.end, error.reason)
    except (LookupError, TypeError) as error:
        print(type(error).__name__, error)


for text in texts:
    for name in names:
        show(lambda: text.encode(name))
    for handler in handlers:
        for name in ("utf-8", "ascii", "latin-1"):
            show(lambda: text.encode(name, handler))

raws = [b"", b"ok", b"h\xc3\xa9", b"\xe2\x82\xac", b"\xf0\x9f\x98\x80", b"\xff", b"a\x80b", b"\xc3", b"\xc3(", b"\xe2\x82", b"\xe2", b"\xe2(\xa1",
        b"\xe2\x82(", b"\xf0\x9f", b"\xf0\x9f\x98", b"\xf0(\x98\x80", b"\xf0\x9f(\x80", b"\xf0\x9f\x98(", b"\xed\xa0\x80", b"x\xed\xb2\x80\xed",
        b"\xc0\x80", b"\xc1\xbf", b"\xe0\x80\x80", b"\xe0\x9f", b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf5\x80\x80\x80", b"\xfe\xff",
        b"ok \xe2\x82 more \xff\xfe end", b"\xed\xa0", b"\xf4\x8f\xbf\xbf", b"\xf4\x8f\xbf", b"\x7f\x80\x81"]
for raw in raws:
    for handler in handlers:
        for name in ("utf-8", "ascii", "latin-1"):
            show(lambda: raw.decode(name, handler))
    show(lambda: bytearray(raw).decode())
    show(lambda: str(raw, "utf-8"))

show(lambda: "x".encode("no-such-thing"))
show(lambda: b"x".decode("no-such-thing"))
print(ascii(b"\xff\xfe\xed\xa0\x80".decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape")))
print("default".encode(), b"default".decode(), "k".encode(encoding="ascii", errors="strict"), str(b"y", errors="strict"), str(object=b"z", encoding="utf8"))

for kind in (UnicodeDecodeError, UnicodeEncodeError):
    for arguments in ((), (1, 2, 3, 4, 5), ("a", "b", 3, 4, "r"), ("a", b"b", 3, 4, "r"), ("a", b"b", "c", 4, "r"), ("a", b"b", 1, 2, 3),
                      ("a", "b", 0, 1, "r"), ("a", b"\xe9", 0, 1, "r"), ("a", bytearray(b"bcd"), 1, 200, "r"), ("a", "\u1234", 0, 1, "r"),
                      ("a", "\U0001f600", 0, 1, "r"), ("a", b"bcd", -1, 2, "r"), ("a", b"bcd", 1, 1, "r"), ("a", "bcd", -5, -7, "r")):
        try:
            error = kind(*arguments)
            print(repr(error), ascii(str(error)), ascii(error.object), error.start, error.end)
        except TypeError as error:
            print("TypeError", error)
try:
    b"\xff".decode()
except ValueError as error:
    print(isinstance(error, UnicodeDecodeError), UnicodeDecodeError.__mro__)
try:
    UnicodeDecodeError("a", b"b", 1, 2, "r", x=1)
except TypeError as error:
    print(error)
"\ud800".encode()
