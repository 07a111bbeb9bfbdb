#!/usr/bin/env python3
"""exports.py LIBRARY: it shows the functions of minivm.h, all of them, and names of the public C++ namespace, none of the machine's."""
from pathlib import Path
import re
import subprocess
import sys

HEADER = Path(__file__).resolve().parents[3] / "runtime/include/minivm.h"
declared = set(re.findall(r"^MV_API .*?(mv_\w+)\(", HEADER.read_text(), re.MULTILINE))
listed = subprocess.run(["nm", "--dynamic", "--defined-only", "--format=posix", sys.argv[1]], check=True,
                        capture_output=True, text=True).stdout
names = {line.split()[0] for line in listed.splitlines()}
faults = [f"{name} is declared, but the library does not have it" for name in sorted(declared - names)]
faults += [f"{name} is shown" for name in sorted(names - declared) if not re.match(r"_Z(N|NK|T[ISV]N)6minivm[34](gil|ft)0", name)]
faults += [f"{name} is shown" for name in sorted(names) if "5c_api" in name]
if len(declared) < 40:
    faults.append(f"only {len(declared)} functions were found in {HEADER}")
print(*faults, sep="\n", end="\n" if faults else "")
sys.exit(1 if faults else 0)
