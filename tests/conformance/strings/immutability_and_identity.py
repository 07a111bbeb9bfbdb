# Strings are immutable values: item assignment fails, methods return new strings, equality and hash follow content.
s = "hello"
for action in (lambda: s.__setitem__, lambda: s.append):
    try:
        action()
    except AttributeError as error:
        print(error)


def assign():
    s[0] = "J"


def delete():
    del s[0]


for action in (assign, delete):
    try:
        action()
    except TypeError as error:
        print(error)
t = s
t += " world"
print(s, t)
print(s.upper(), s, s.replace("l", "L"), s)
keys = {"ab": 1, "a" + "b": 2}
print(keys, keys["".join(["a", "b"])], {"1": "str", 1: "int"})
print(str("x") is not None, str(s) == s, "".join(list(s)) == s, s[:] == s, s * 1 == s, s + "" == s)
print(hash("hello") == hash(s), hash("") == hash(str()), hash("é") == hash("\u00e9"))
table = {}
for word in "the cat and the dog and the bird".split():
    table[word] = table.get(word, 0) + 1
print(table, sorted(table.items(), key=lambda item: (-item[1], item[0])))
print(s.__len__() == len(s), s.__class__ is str, isinstance(s, str), type(s)("copy"), str(s).__add__("!"))
parts = []
for i in range(5):
    parts.append(str(i))
print(
    "".join(parts), str(parts), repr(parts), str(None), str(True), str(1.0), str([1, "a"]), str({"k": "v"}),
    str((1,)), str(int), str(print)
)
text = ""
for i in range(2000):
    text += "ab"
    if i % 500 == 0:
        kept = text
print(len(text), len(kept), text.count("ba"))
print(
    "abc".__eq__("abc"), "abc".__eq__(1), "a".__lt__("b"), "a" == 1, "a" != 1, "1" == 1, "" == None,
    "a" in ("a", "b"), "a" is None
)
