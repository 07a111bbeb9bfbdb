#!/usr/bin/env python3.11
"""Writes unicode_tables.cpp: what CPython 3.11 knows of every code point, in two-stage tables.

The facts are asked of str's own methods, so that the tables agree with the interpreter that they were made with by
construction. Run it in this directory: python3.11 unicode_tables.py > unicode_tables.cpp
"""

import unicodedata

LIMIT = 0x110000
NO_DIGIT = 255
SPECIAL = 1 << 30
BLOCK_SHIFT = 7  # makes the smallest tables; unicode.hpp knows it too

# The order is that of unicode::Property.
PROPERTIES = [
    lambda c: c.isalpha(),
    lambda c: c.isdecimal(),
    lambda c: c.isdigit(),
    lambda c: c.isnumeric(),
    lambda c: c.isspace(),
    lambda c: c.islower(),
    lambda c: c.isupper(),
    lambda c: unicodedata.category(c) == "Lt",
    lambda c: c.isprintable(),
    lambda c: c.isidentifier() and c != "_",
    lambda c: ("a" + c).isidentifier(),
    lambda c: len(("a" + c + "a").splitlines()) == 2,
    lambda c: (c + "a").title().endswith("a"),
    lambda c: not sigma_ends(c) and sigma_ends("A" + c),
]


def sigma_ends(text):
    """Whether a capital sigma after it becomes a final one: after a cased letter, case-ignorable ones in between."""
    return (text + "\u03a3").lower().endswith("\u03c2")


def main():
    special = []
    special_index = {}

    def mapping(code, text):
        """The distance to the one code point, or SPECIAL + length << 16 + position in the table of sequences."""
        if len(text) == 1:
            return ord(text) - code
        if text not in special_index:
            special_index[text] = len(special)
            special.extend(ord(c) for c in text)
        return SPECIAL | len(text) << 16 | special_index[text]

    records = {}
    index = []
    for code in range(LIMIT):
        c = chr(code)
        flags = sum(1 << bit for bit, has in enumerate(PROPERTIES) if has(c))
        record = (
            mapping(code, c.lower()),
            mapping(code, c.upper()),
            mapping(code, c.title()),
            mapping(code, c.casefold()),
            flags,
            unicodedata.decimal(c) if c.isdecimal() else NO_DIGIT,
        )
        index.append(records.setdefault(record, len(records)))

    blocks = {}
    first = []
    for start in range(0, LIMIT, 1 << BLOCK_SHIFT):
        block = tuple(index[start : start + (1 << BLOCK_SHIFT)])
        first.append(blocks.setdefault(block, len(blocks)))
    second = [record for block in blocks for record in block]

    def table(declaration, items):
        lines = []
        line = "   "
        for item in items:
            if len(line) + len(item) + 2 > 110:
                lines.append(line)
                line = "   "
            line += " " + item + ","
        lines.append(line)
        print(f"\n{declaration} = {{")
        print("\n".join(lines))
        print("};")

    print(f"// Made by unicode_tables.py from Unicode {unicodedata.unidata_version} as python3.11 has it. Do not edit.")
    print("// clang-format off")
    print('#include "vm/objects/unicode.hpp"')
    print("\nnamespace minivm::unicode {")
    table(
        "Record const records[]",
        ["{" + ", ".join(map(str, record)) + "}" for record in records],
    )
    table("std::uint32_t const special_mappings[]", [hex(code) for code in special])
    table("std::uint16_t const blocks[]", [str(i) for i in first])
    table("std::uint16_t const record_indexes[]", [str(i) for i in second])
    print("\n}  // namespace minivm::unicode")


main()
