# upper, lower, casefold, title, capitalize, swapcase, with the special cases of Unicode.
samples = [
    "hello world", "HELLO World", "", "123abc", "they're bill's", "ß", "straße", "ŉ", "ﬁne", "İstanbul", "ı", "ΑΣ",
    "ὈΔΥΣΣΕΎΣ", "ǆ", "ǅ", "Ǆ", "é", "ÀÉÎ", "x-ray z", "a1b2", "ᾳ", "ŸÿĀ", "ⅷ", "ⓐ", "𐐨", "ﬃ", "ΐ"
]
for s in samples:
    print(
        repr(s), s.upper(), s.lower(), s.casefold(), s.title(), s.capitalize(), s.swapcase(),
        [len(v) for v in (s.upper(), s.lower(), s.title())]
    )
print("ß".upper() == "SS", "SS".lower() == "ß".casefold(), "Σ".lower(), "ΣΑΣ".lower(), "Σ.".lower(), "AΣ B".lower())
print(ascii("İ".lower()), ascii("ŉ".upper()), ascii("ǰ".upper()), ascii("ﬀ".title()))
print("hello".upper().lower().title(), "mIxEd".swapcase(), "a b\tc\nd".title(), "o'neil".title(), "x_y z1a".title())
print("ABC".islower(), "abc".isupper(), "aBc".lower() == "abc", "Ⅷ".lower(), "É".lower() == "é", "ÿ".upper())
print([c for c in map(chr, range(128)) if c.upper() != c] == list("abcdefghijklmnopqrstuvwxyz"))
print(
    sum(ord(c) for c in "".join(chr(i).upper() for i in range(0x80, 0x250))),
    sum(ord(c) for c in "".join(chr(i).lower() for i in range(0x370, 0x530)))
)
print(sum(ord(c) for i in range(0x10000) if not 0xD800 <= i < 0xE000 for c in chr(i).upper()))
print(sum(ord(c) for i in range(0x10000) if not 0xD800 <= i < 0xE000 for c in chr(i).lower()))
print(sum(ord(c) for i in range(0x10000) if not 0xD800 <= i < 0xE000 for c in chr(i).title()))
print(sum(ord(c) for i in range(0x10000) if not 0xD800 <= i < 0xE000 for c in chr(i).casefold()))
print(sum(ord(c) for i in range(0x10400, 0x1E944) for c in chr(i).upper() + chr(i).lower()))
