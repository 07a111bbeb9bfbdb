# replace, translate, maketrans.
print(
    "banana".replace("a", "o"), "banana".replace("a", "o", 1), "banana".replace("a", "o", 0),
    "banana".replace("a", "o", -1), "banana".replace("an", ""), "banana".replace("x", "y"), "aaa".replace("aa", "b")
)
print(
    "abc".replace("", "-"), "abc".replace("", "-", 2), "".replace("", "x"), "".replace("a", "x"),
    "abc".replace("abc", ""), "café".replace("é", "e"), "a.b.c".replace(".", "::"), "日本".replace("本", "😀")
)
print(
    "hello".translate({104: "J", ord("l"): None, ord("o"): "0"}), "abc".translate({}),
    "abc".translate({97: 98, 98: "xyz"}), "aé😀".translate({0xE9: "e", 0x1F600: ":)"})
)
print(
    str.maketrans("abc", "xyz"), str.maketrans("ab", "xy", "z"), str.maketrans({"a": 1, 98: "two", "c": None}),
    "aabbcz".translate(str.maketrans("ab", "xy", "z"))
)
print(
    "hello world".translate(str.maketrans("", "", "aeiou")),
    "abc".translate(str.maketrans({"a": "A", "b": "", "c": None}))
)
for f in (
    lambda: str.maketrans("ab", "x"), lambda: str.maketrans({"ab": 1}), lambda: str.maketrans(5),
    lambda: str.maketrans({1.5: "x"}), lambda: "a".translate({97: 1.5}), lambda: "a".translate({97: -1}),
    lambda: "a".replace(5, "x"), lambda: "a".replace("a"), lambda: "a".replace("a", 5), lambda: "a".translate(5),
    lambda: "abc".translate({97: 0x110000}), lambda: "a".replace("a", "b", "c")
):
    try:
        print(f())
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)


class Upper:
    def __getitem__(self, code):
        if code == ord("x"):
            raise LookupError
        return chr(code).upper()


print("axb".translate(Upper()), "abc".translate("0" * 97 + "XYZ"), "abc".translate([None] * 98))
rot13 = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "NOPQRSTUVWXYZABCDEFGHIJKLMnopqrstuvwxyzabcdefghijklm"
)
print("Hello, World!".translate(rot13), "Hello".translate(rot13).translate(rot13))
print(
    len(("ab" * 1000).replace("b", "ccc")), ("a" * 10).replace("a", "b", 3), "a,b;c".replace(",", ";").split(";"),
    "x".replace("x", "x" * 5)
)
text = "the cat sat"
for old, new in (("the", "a"), ("sat", "stood"), ("cat", "dog")):
    text = text.replace(old, new)
print(text)
