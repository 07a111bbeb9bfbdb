# Indexing and slicing strings, ASCII and beyond, iteration, multiplication, concatenation.
s = "abcdefghij"
for piece in (
    s[0], s[-1], s[2:5], s[:3], s[7:], s[-3:], s[:-7], s[::2], s[1::3], s[::-1], s[8:2:-2], s[5:2], s[2:5:-1],
    s[100:], s[-100:2], s[:100], s[3:3], s[::100], s[::-100], s[-1:-4:-1]
):
    print(repr(piece), end=" ")
print()
u = "aé日😀z"
print(len(u), [c for c in u], u[1], u[2:4], u[::-1], u[-2], u[3:], [ord(c) for c in u], u * 2, u + "!" + u[0])
print("ab" * 3, 3 * "ab", "ab" * 0, "ab" * -1, "" * 5, "a" + "b" + "c", "x" * True, "é" * 3)
print(
    "abc"[True], "abc"[slice(1, 3)], "abc"[slice(None)], list("héllo"), tuple("ab"), sorted("hello"),
    "".join(sorted("banana")), set("aab") == {"a", "b"}
)
print(
    "a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "Z" < "a", "é" > "z", "日" > "é", "😀" > "\uffff",
    "a" == "a", "a" != "A", "10" < "9"
)
print(
    max("hello"), min("hello"), "abc" <= "abc", "b" > "abc", sorted(["b", "A", "a", "B", "é"]),
    ["a", "b"] < ["a", "c"]
)
for f in (
    lambda: s[10], lambda: s[-11], lambda: s["0"], lambda: s[1.0], lambda: s[::0], lambda: "a" + 1, lambda: 1 + "a",
    lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" - "b", lambda: -"a", lambda: "a" < 1, lambda: ""[0]
):
    try:
        print(f())
    except (IndexError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
for i, c in enumerate("añb"):
    print(i, c, c.isalpha())
t = ""
for c in reversed("stressed"):
    t += c
print(t, len(t), t is not s, hash("ab") == hash("a" + "b"), "a" "b" is not None)
long = "0123456789" * 1000
print(
    len(long), long[5000:5010], long[-1:-11:-1], long[::1000], long[9999], long.count("5"),
    long[3:9990] == long[3:-10]
)
a, b, *c = "hello"
print(a, b, c, "yes" if "ell" in "hello" else "no", "%s" % "abc"[1], "abc"[1:][0], "abc"[::-1][0])
print("\U0001F600"[0] == "😀", "e\u0301", len("e\u0301"), "e\u0301" == "é", "\u00e9" == "é", "ﬁ" == "fi", "K" == "K")
