# Strings made in many ways are equal, hash alike and work as attribute names, keyword names and keys.
names = [
    "alpha", "al" + "pha", "".join(["al", "pha"]), "xalpha"[1:], "ALPHA".lower(), "%s" % "alpha", f"{'alpha'}",
    "alphaalpha"[:5], str("alpha"), "a-l-p-h-a".replace("-", ""), "alpha ".strip(), "beta,alpha".split(",")[1],
    "{}".format("alpha"), chr(97) + "lpha"
]
print(
    all(n == "alpha" for n in names), len(set(names)), len({n: 1 for n in names}),
    {hash(n) == hash("alpha") for n in names}
)


class T:
    alpha = "class attribute"

    def method(self, alpha=None, **kwargs):
        return alpha, kwargs


t = T()
for n in names:
    assert getattr(t, n) == "class attribute" and hasattr(t, n) and t.method(**{n: 5}) == (5, {})
    setattr(t, n, n)
    assert t.alpha == "alpha" and t.__dict__[n] == "alpha"
    delattr(t, n)
    assert {"alpha": 1}[n] == 1 and n in {"alpha"} and ["alpha"].index(n) == 0
print("all work as names", vars(t))
text = ""
for i in range(1000):
    text += chr(97 + i % 26)
other = "".join(chr(97 + i % 26) for i in range(1000))
print(text == other, hash(text) == hash(other), {text: "found"}[other], len(text), text[::100], text is not None)
table = {}
for i in range(2000):
    table["k" + str(i)] = i
for i in range(2000):
    assert table["k%d" % i] == i and table[f"k{i}"] == i and table["k{}".format(i)] == i
print(len(table), table["k" + "1" + "9"])
print([("é" * 3) == "ééé", "日" + "本" == "日本", "a\0b" == "a" + "\0" + "b", "" == "x"[1:], "ab" * 2 == "abab", "x" != "y", "ab"[0] == "a", "ß" == "\xdf"])
mixed = ["é", "e", "日", "z", "a", "é日", "", "Z", "😀"]
print(sorted(mixed), max(mixed), sorted(mixed, key=len), [m.upper() for m in mixed], {m: len(m) for m in mixed})
parts = []
for word in "one two three".split():
    parts += [word, word[::-1], word.upper()]
print(parts, "|".join(parts), "|".join(parts).split("|") == parts)
counts = {}
for ch in "the quick brown fox jumps over the lazy dog":
    counts[ch] = counts.get(ch, 0) + 1
print(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:6], len(counts))
