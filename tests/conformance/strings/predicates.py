# The is... predicates on many strings and counted over the whole of Unicode.
methods = [
    "isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "isupper", "islower", "istitle",
    "isidentifier", "isprintable", "isascii"
]
samples = [
    "", " ", "abc", "ABC", "aB", "Ab Cd", "123", "12a", "1.5", "-1", "½", "²", "٣", "一", "Ⅷ", "ⅷ", "é", "ß", "\t\n",
    "\u00a0", "\u200b", "a b", "_x", "1x", "ǅ", "ª", "\x1f", "\x85", "\x7f", "\u2028", "नमस्ते", "x\u0301", "😀",
    "def", "A1", "a1", "1A"
]
for s in samples:
    print(ascii(s), "".join("1" if getattr(s, m)() else "0" for m in methods))
for m in methods:
    print(m, sum(1 for i in range(0x110000) if getattr(chr(i), m)()))
print(
    sum(i for i in range(0x110000) if chr(i).isalpha()) % 1000003,
    sum(i for i in range(0x110000) if chr(i).isprintable()) % 1000003
)
print(
    sum(i for i in range(0x110000) if chr(i).isidentifier()) % 1000003,
    sum(i for i in range(0x110000) if ("a" + chr(i)).isidentifier()) % 1000003
)
print([hex(i) for i in range(0x10000) if chr(i).isspace()])
