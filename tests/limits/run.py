#!/usr/bin/env python3
"""Compare the programs beside this file, and those that generate.py writes, between CPython 3.11 and minivm.

    run.py [-k TEXT] [-j JOBS] [--options "..."] [--timeout SECONDS] [--cache FOLDER] MINIVM

What is compared, and how, is in ../conformance/run.py.
"""
import argparse
import concurrent.futures
import importlib.util
import os
from pathlib import Path
import sys
import tempfile

HERE = Path(__file__).resolve().parent


def load(path):
    spec = importlib.util.spec_from_file_location(path.parent.name + "_" + path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minivm", type=os.path.abspath)
    parser.add_argument("-k", dest="text", default="", help="only the programs whose name contains this")
    parser.add_argument("-j", dest="jobs", type=int, default=2)
    parser.add_argument("--options", default="", help="options for minivm, in one word")
    parser.add_argument("--timeout", type=float, default=120, help="seconds that one program may take")
    parser.add_argument("--cache", type=Path, help="folder to remember CPython's results in")
    options = parser.parse_args()
    sys.dont_write_bytecode = True
    # The programs ask for more than there is; under a sanitizer too that is to be refused, as malloc does. And they count
    # what is in long texts: a sanitizer's memmem looks at all that it might read at each call, for a million finds in three
    # megabytes three terabytes.
    settings = "allocator_may_return_null=1:intercept_memmem=0"
    for sanitizer in ("ASAN_OPTIONS", "TSAN_OPTIONS"):
        os.environ[sanitizer] = ":".join(filter(None, [os.environ.get(sanitizer), settings]))
    conformance = load(HERE.parent / "conformance" / "run.py")
    python = conformance.oracle()
    if not python:
        print("CPython 3.11 is what minivm is compared with, and there is no python3.11 here")
        return conformance.SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        programs = sorted(path for path in HERE.glob("*.py") if path.name not in ("run.py", "generate.py"))
        for name, function in load(HERE / "generate.py").PROGRAMS.items():
            programs.append(Path(folder) / f"{name}.py")
            programs[-1].write_text("\n".join(function()) + "\n")
        programs = [program for program in programs if options.text in program.name]
        if not programs:
            sys.exit("no program to run")
        failures = 0
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            judged = pool.map(lambda program: conformance.compare(python, program, options)[0], programs)
            for program, report in zip(programs, judged):
                if report:
                    failures += 1
                    print(f"FAILED {program.name}", *(line[:500] for line in report), "", sep="\n", flush=True)
    print(f"{len(programs) - failures} of {len(programs)} programs agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
