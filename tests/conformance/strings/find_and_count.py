# find, rfind, index, rindex, count, startswith, endswith, in, with start and end.
s = "abracadabra"
print(
    s.find("a"), s.find("a", 1), s.find("a", -1), s.find("bra"), s.find("x"), s.find(""), s.find("", 5),
    s.find("", 11), s.find("", 12), s.find("a", 3, 5)
)
print(
    s.rfind("a"), s.rfind("a", 0, 10), s.rfind("bra"), s.rfind("x"), s.rfind(""), s.rfind("", 0, 4), s.rfind("a", -3),
    s.rfind("ab", None, -3)
)
print(
    s.count("a"), s.count("abra"), s.count(""), s.count("a", 1), s.count("a", 1, -1), s.count("aa"),
    "aaaa".count("aa"), "".count(""), "".count("a"), s.count("", 3, 5), s.count("", 20)
)
print(s.index("c"), s.rindex("b"))
for f in (
    lambda: s.index("x"), lambda: s.rindex("x"), lambda: s.index("a", 11), lambda: s.find(5), lambda: s.count(None),
    lambda: 5 in s
):
    try:
        print(f())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
print(
    s.startswith("abra"), s.startswith(""), s.startswith("bra", 1), s.startswith(("x", "ab")), s.startswith(()),
    s.startswith("a", 11), s.startswith("", 11), s.startswith("", 12), s.startswith("abr", 0, 2)
)
print(
    s.endswith("bra"), s.endswith(""), s.endswith("cad", 0, -4), s.endswith(("x", "ra")), s.endswith("abracadabra!"),
    s.endswith("a", 5, 6), s.endswith("r", None, -1)
)
for f in (
    lambda: s.startswith(5), lambda: s.startswith(("a", 5)), lambda: s.startswith((5, "a")),
    lambda: s.endswith(["a"]), lambda: s.startswith()
):
    try:
        print(f())
    except TypeError as error:
        print(error)
print(
    "é" in "café", "fe" in "café", "café".find("é"), "日本語日本".rfind("日"), "日本語".index("本"), "a\0b".find("b"),
    "😀x😀".count("😀"), "😀x".find("x")
)
print(
    "x" * 1000 + "y" in "x" * 2000 + "y", ("ab" * 500 + "c").find("abc"), ("a" * 1000).count("a" * 10),
    ("a" * 1000).rfind("ab"), ("ab" * 1000).find("ba" * 999)
)
print("abc" in "abc", "abcd" in "abc", "" in "", "b" in "abc", "B" in "abc", "ABC".lower() in "xabcx")
