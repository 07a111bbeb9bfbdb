# split, rsplit, splitlines, partition, rpartition, join.
print(
    "a b  c".split(), "  a b  ".split(), "".split(), "   ".split(), "a b c".split(" "), " a  b ".split(" "),
    "".split(" "), "abc".split("x")
)
print(
    "a,b,c".split(","), "a,b,c".split(",", 1), "a,b,c".split(",", 0), "a,b,c".split(",", -1), "a,b,c".split(",", 5),
    "a--b-c".split("--"), ",".split(","), ",,".split(",")
)
print(
    " a b c ".split(None, 1), " a b c ".split(None, 0), "a b c ".split(maxsplit=2),
    "a\tb\nc\x0bd\x1ce\u2003f".split(), "a b".split(sep=None)
)
print(
    "a,b,c".rsplit(","), "a,b,c".rsplit(",", 1), " a b c ".rsplit(None, 1), "a  b  c".rsplit(maxsplit=1),
    " a b c ".rsplit(None, 0), "abcabc".rsplit("bc", 1)
)
print(
    "a\nb\r\nc\rd".splitlines(), "a\nb\n".splitlines(), "a\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(),
    "\n\n".splitlines(keepends=True), "a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g\x1dh\x1ei".splitlines(),
    "a\r\n\nb".splitlines(True)
)
print(
    "a=b=c".partition("="), "abc".partition("="), "=a".partition("="), "a=b=c".rpartition("="), "abc".rpartition("="),
    "".partition("x"), "a::b".partition("::")
)
print(
    ",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(("x",)), "é".join("日本"), "".join(["a", "é", "😀"]),
    "x".join({"k": 1}), " ".join(str(i) for i in range(3)), "a\0".join("bc")
)
for f in (
    lambda: "a".split(""), lambda: "a".partition(""), lambda: "a".rpartition(""), lambda: "a".rsplit(""),
    lambda: ",".join([1]), lambda: ",".join(["a", None, 1]), lambda: ",".join(5), lambda: "a".split(5),
    lambda: "a".split(",", "x"), lambda: "a".split(",", 1.5), lambda: "a".partition(5)
):
    try:
        print(f())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
text = "one two  three"
print(
    " ".join(text.split()), text.split(" "), [w.split("o") for w in text.split()], "".join(reversed(text)),
    "|".join(text.partition(" "))
)
print(
    "1,2;3,4".split(";")[1].split(",")[0], [line.split(":") for line in "a:1\nb:2".splitlines()],
    dict(p.split("=") for p in "x=1&y=2".split("&"))
)
print(
    "aXbXXc".split("X"), "aXbXXc".rsplit("X", 2), "ab" * 3, "ababab".split("ba"), "....".split(".."),
    "a.b.c".rsplit(".", maxsplit=1)[0]
)
words = ["w%d" % i for i in range(1000)]
joined = " ".join(words)
print(len(joined), joined.split() == words, joined.split(" ", 998)[-1], joined.rsplit(" ", 1)[1])
