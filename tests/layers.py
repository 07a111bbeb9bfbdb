#!/usr/bin/env python3
"""Includes point from runtime to vm to grammar, never the other way, and vm/ knows no mutex, thread or clock."""
from pathlib import Path
import re
import sys

ROOT = Path(__file__).resolve().parent.parent
MAY_INCLUDE = {"grammar": {"grammar"}, "vm": {"vm", "grammar"}, "runtime": {"runtime", "vm", "grammar", "minivm"}}
PUBLIC = ROOT / "runtime" / "include"  # knows only itself: hosts have nothing else
UNKNOWN_TO_VM = {"mutex", "shared_mutex", "condition_variable", "semaphore", "thread", "future", "chrono", "pthread.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]', re.MULTILINE)


def faults(layer, file):
    text = file.read_text()
    for match in INCLUDE.finditer(text):
        quote, name = match.groups()
        where = f"{file.relative_to(ROOT)}:{text.count(chr(10), 0, match.start(2)) + 1}"
        allowed = {"minivm"} if file.is_relative_to(PUBLIC) else MAY_INCLUDE[layer]
        if quote == '"' and ("/" not in name or name.split("/")[0] not in allowed):
            yield f"{where}: {layer}/ may not include \"{name}\" (names start at the root of the repository)"
        if quote == "<" and layer == "vm" and name in UNKNOWN_TO_VM:
            yield f"{where}: vm/ may not include <{name}>"


found = [fault for layer in MAY_INCLUDE for file in sorted((ROOT / layer).rglob("*"))
         if file.suffix in {".hpp", ".cpp", ".re", ".yy", ".def"} for fault in faults(layer, file)]
print(*found, sep="\n", end="\n" if found else "")
sys.exit(1 if found else 0)
