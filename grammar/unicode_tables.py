#!/usr/bin/env python3
"""Writes unicode_tables.hpp: what the lexer must know of Unicode, taken from the running Python's unicodedata.

Run it with the Python whose language minivm follows (3.11): python3 unicode_tables.py > unicode_tables.hpp
"""

import sys
import unicodedata

LAST = 0x110000


def ranges(accepts):
    """The half-open ranges of code points that are accepted."""
    found, start = [], None
    for point in range(LAST + 1):
        inside = point < LAST and accepts(point)
        if inside and start is None:
            start = point
        elif not inside and start is not None:
            found.append((start, point))
            start = None
    return found


def is_start(point):
    return chr(point).isidentifier()


def is_part(point):
    return ("a" + chr(point)).isidentifier()


def write_array(kind, name, items):
    print(f"inline constexpr {kind} {name}[] = {{")
    line = "   "
    for item in items:
        if len(line) + len(item) + 2 > 110:
            print(line)
            line = "   "
        line += f" {item},"
    print(line)
    print("};")


def write_ranges(name, accepts):
    write_array("Range", name, (f"{{{first:#x}, {end:#x}}}" for first, end in ranges(accepts)))


def decompositions():
    """Full compatibility decompositions of characters that may stand in an identifier; Hangul is computed instead."""
    for point in range(0x80, LAST):
        if is_part(point) and not 0xAC00 <= point <= 0xD7A3:
            whole = unicodedata.normalize("NFKD", chr(point))
            if whole != chr(point):
                yield point, whole


def compositions():
    for point in range(0x80, LAST):
        parts = unicodedata.decomposition(chr(point)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            first, second = (int(part, 16) for part in parts)
            if unicodedata.normalize("NFC", chr(first) + chr(second)) == chr(point):
                yield first, second, point


def main():
    print("#pragma once")
    print(f"// Unicode {unicodedata.unidata_version}, written by unicode_tables.py; do not edit. Each table is sorted by its first member.")
    print()
    print('#include "grammar/unicode.hpp"')
    print()
    print("namespace minivm::grammar::unicode::tables {")
    print()
    print("// clang-format off")
    write_ranges("identifier_start", lambda point: point >= 0x80 and is_start(point))
    write_ranges("identifier_part", lambda point: point >= 0x80 and is_part(point))
    write_ranges("printable", lambda point: chr(point).isprintable())
    classes = sorted((first, end, value)
                     for value in {unicodedata.combining(chr(point)) for point in range(LAST)} - {0}
                     for first, end in ranges(lambda point: unicodedata.combining(chr(point)) == value))
    write_array("Class", "combining_classes", (f"{{{first:#x}, {end:#x}, {value}}}" for first, end, value in classes))
    pool = ""
    entries = []
    for point, whole in decompositions():
        at = pool.find(whole)
        if at < 0:
            at = len(pool)
            pool += whole
        entries.append(f"{{{point:#x}, {at}, {len(whole)}}}")
    write_array("char32_t", "decomposed", (f"{ord(character):#x}" for character in pool))
    write_array("Decomposition", "decompositions", entries)
    write_array("Composition", "compositions", (f"{{{a:#x}, {b:#x}, {c:#x}}}" for a, b, c in sorted(compositions())))
    print("// clang-format on")
    print()
    print("}  // namespace minivm::grammar::unicode::tables")


if __name__ == "__main__":
    sys.exit(main())
