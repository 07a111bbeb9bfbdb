# chr and ord, surrogates, astral characters, combining marks, repr and ascii of every class of character.
print(
    ord("a"), ord("é"), ord("€"), ord("😀"), chr(97), chr(233), chr(8364), chr(128512), chr(0) == "\0",
    ord(chr(0x10FFFF))
)
for code in (
    0, 9, 10, 13, 27, 31, 32, 39, 34, 92, 126, 127, 128, 133, 159, 160, 161, 173, 255, 256, 0x378, 0x600, 0x61C,
    0x200B, 0x2028, 0x202E, 0x3000, 0xD800, 0xDFFF, 0xE000, 0xFEFF, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0xE0001,
    0xF0000, 0x10FFFF
):
    c = chr(code)
    print(hex(code), ascii(repr(c)), ascii(c), len(repr(c)), c.isprintable(), len(c))
print(ascii("mixed é€😀 \n\t'\""), repr("it's"), repr('"'), repr("both ' and \""), ascii("both ' and \""))
print("e\u0301".upper() == "E\u0301", len("👨‍👩‍👧"), [hex(ord(c)) for c in "👨‍👩‍👧"], "🇫🇷"[0] == chr(0x1F1EB))
print("".join(chr(c) for c in range(0x3B1, 0x3C0)), "".join(map(chr, [72, 105])), [ord(c) for c in "\r\n\x0b"])
print(
    "\ud800" < "\ue000", "\ud800" == chr(0xD800), len("\ud83d" + "\ude00"), "\ud83d" + "\ude00" == "😀",
    ascii("\ud83d\ude00")
)
for bad in (-1, 0x110000, "97", 1.0, 2**40):
    try:
        chr(bad)
    except (ValueError, TypeError, OverflowError) as error:
        print(type(error).__name__, error)
try:
    print("\ud800")
except UnicodeEncodeError as error:
    print(type(error).__name__, error)
print(sorted(["z", "a", "é", "Z", "日", "😀", "ß", "1", "_", " "]), max("aé😀"), "ß" < "é", "Z" < "_" < "a")
print("\u2014" == "—", "tab\there", "\x41\u0042\U00000043")
