#!/usr/bin/env python3
"""dispatch.py MINIVM: the hot handlers of the interpreter keep everything in registers.

A handler ends in a jump to the next one; where g++ spills a register or makes a call that is not a sibling call, each
instruction that it serves pays for it. So the machine code of these handlers may touch neither the stack pointer nor the
stack, and must leave by a jump.
"""
import re
import subprocess
import sys

HOT = """
    move load_constant load_int load_none get_global get_cell get_free
    add sub mul add_int mod_int floordiv_int
    lt le eq jump_true jump_false jump_is jump_is_not jump_none jump_not_none
    jump jump_back jump_lt jump_not_lt jump_lt_back jump_not_eq_int jump_lt_int jump_not_lt_int jump_not_le_int
    for_range for_list loop_lt call find_method call_found call_method return_value return_none
    get_attribute set_attribute get_item set_item get_item_int
""".split()

STACK = re.compile(r"^(push|pop|call|ret|leave)|%[re]?sp\b")


def handlers(binary):
    """The instructions of each handler, by its name; a function that g++ split keeps its hot part only."""
    code, name = {}, None
    listing = subprocess.run(["objdump", "-d", "-C", "--no-show-raw-insn", binary], check=True, text=True,
                             stdout=subprocess.PIPE).stdout
    for line in listing.splitlines():
        header = re.match(r"[0-9a-f]+ <(.*)>:$", line)
        if header:
            function = re.search(r"\bop_(\w+)\(", header[1])
            name = function[1] if function and ".cold" not in header[1] else None
        elif name and "\t" in line:
            code.setdefault(name, []).append(line.split("\t", 1)[1])
    return code


code = handlers(sys.argv[1])
failed = False
for name in HOT:
    spills = [line for line in code.get(name, ()) if STACK.search(line)]
    if name not in code or spills:
        failed = True
        print(f"op_{name}: " + ("\n    ".join(["touches the stack:", *spills]) if spills else "no such handler"))
    elif not any(line.startswith("jmp") for line in code[name]):
        failed = True
        print(f"op_{name}: does not jump to the next handler")
sys.exit(1 if failed else 0)
