#!/usr/bin/env python3.11
"""Prints the table of str_case.cpp: for each method of str that asks or changes the case and kind of letters, a checksum
(FNV-1a) of what it says of every code point, alone and between letters."""

METHODS = (
    "isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper "
    "lower upper title swapcase casefold capitalize splitlines split strip __repr__"
).split()


def checksum(name):
    state = 0xCBF29CE484222325

    def add(value):
        nonlocal state
        state = ((state ^ value) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF

    def add_all(text):
        for c in text:
            add(ord(c))

    for code in range(0x110000):
        c = chr(code)
        for text in (c, "A" + c, c + "a", "A" + c + "\u03a3", "\u03a3" + c):
            result = getattr(text, name)()
            if isinstance(result, bool):
                add(int(result))
            elif isinstance(result, str):
                add_all(result)
            else:
                for piece in result:
                    add(0xFFFFFFFF)
                    add_all(piece)
    return state


for name in METHODS:
    print(f'    {{"{name}", 0x{checksum(name):016x}}},', flush=True)
