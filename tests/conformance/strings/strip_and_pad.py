# strip, lstrip, rstrip, removeprefix, removesuffix, center, ljust, rjust, zfill, expandtabs.
print(
    repr("  a b ".strip()), repr("  a ".lstrip()), repr(" a  ".rstrip()),
    repr("\t\n\x0b\x0c\r\x1c\x85\u2003a\u3000".strip()), repr("".strip()), repr("   ".strip())
)
print(
    "xxaxx".strip("x"), "xyaxy".strip("yx"), "xyaxy".lstrip("x"), "xyaxy".rstrip("xy"), "abc".strip(""),
    repr("abc".strip("abc")), "abc".strip(None), "éaé".strip("é"), "mississippi".rstrip("ip")
)
print(
    "prefix-x".removeprefix("prefix-"), "prefix".removeprefix("x"), "a.py".removesuffix(".py"),
    "a.py".removesuffix(""), repr("ab".removeprefix("ab")), "aaa".removeprefix("a"), "x".removesuffix("longer")
)
for width in (0, 1, 4, 5, 6, 7, 8, -3):
    print("|".join(["hello".center(width), "hello".ljust(width), "hello".rjust(width), "hello".center(width, "*"), "ab".center(width, "-"), "abc".center(width, "+")]) + "|")
print(
    "x".center(5, "é"), "日".ljust(3, "本"), "".center(3, "."), "abcd".center(7, "*"), "abc".center(6, "*"),
    "abcd".center(9, "*")
)
print(
    "42".zfill(5), "-42".zfill(6), "+42".zfill(6), "".zfill(3), "abc".zfill(5), "-".zfill(4), "--1".zfill(6),
    "42".zfill(1), "1.5".zfill(6), "é".zfill(3)
)
print(
    repr("a\tb".expandtabs()), repr("a\tbc\td".expandtabs(4)), repr("\t".expandtabs(0)),
    repr("ab\ncd\te".expandtabs(8)), repr("a\r\tb".expandtabs(2)), repr("\t\t".expandtabs(3)),
    repr("a\tb".expandtabs(-1)), repr("abcd\te".expandtabs(tabsize=4))
)
for f in (
    lambda: "a".center("x"), lambda: "a".center(5, "ab"), lambda: "a".ljust(5, ""), lambda: "a".center(5, 5),
    lambda: "a".strip(5), lambda: "a".zfill("3"), lambda: "a".expandtabs("x"), lambda: "a".removeprefix(5),
    lambda: "a".rjust(), lambda: "a".center(1.0)
):
    try:
        print(f())
    except TypeError as error:
        print(error)
table = [("name", "qty"), ("apple", 3), ("kiwi", 12)]
for name, quantity in table:
    print(str(name).ljust(8, ".") + str(quantity).rjust(5))
print(
    " padded ".strip().center(12, "=").replace("=", "-"), "a".rjust(3) + "b".ljust(3) + "|",
    "  x".lstrip().rstrip("x") == ""
)
