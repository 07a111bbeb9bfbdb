#!/usr/bin/env python3
"""run.py [--unscheduled] MINIVM [PROGRAM ...]: what `minivm --race` says of the programs in racy/ and clean/.

A program of racy/ has one race. Each place of it bears a comment `# race: WHAT`, WHAT being a part of what the variable is
called in the report; every reported pair must consist of such places, every such place must be reported, the variable must
be called so, and the exit status is 66. Of those in clean/ nothing may be reported, and their status is 0. Neither may
depend on the schedule, so each runs under several; with --unscheduled (a build without a lock to be scheduled) several times
as it comes.
"""
import argparse
import concurrent.futures
from pathlib import Path
import re
import subprocess
import sys

HERE = Path(__file__).resolve().parent
SCHEDULES = [[], ["--gil=seeded"], ["--gil=seeded", "--seed=1", "--switch-one-in=1"],
             ["--gil=seeded", "--seed=2", "--switch-points=all", "--switch-one-in=3"],
             ["--gil=seeded", "--seed=3", "--switch-points=all", "--switch-one-in=1"]]


def expected_places(program):
    lines = program.read_text().splitlines()
    return {(number, match[1]) for number, line in enumerate(lines, 1) if (match := re.search("# race: (.*)", line))}


def fault(minivm, program, schedule):
    """What is wrong, or None."""
    command = [minivm, *schedule, "--race", str(program)]
    done = subprocess.run(command, text=True, capture_output=True, timeout=300)
    heads = re.findall(r"^minivm: data race on (.*)$", done.stderr, re.MULTILINE)
    lines = {int(line) for line in re.findall(rf"^    {re.escape(str(program))}:(\d+) in ", done.stderr, re.MULTILINE)}
    places = expected_places(program)
    wrong = None
    if lines != {line for line, _ in places}:
        wrong = f"lines {sorted(lines)} instead of {sorted(line for line, _ in places)}"
    elif any(what not in head for head in heads for _, what in places):
        wrong = f"calls it {heads} instead of {sorted({what for _, what in places})}"
    elif done.returncode != (66 if places else 0):
        wrong = f"exit status {done.returncode}"
    elif not places and "minivm: no data race found" not in done.stderr:
        wrong = "no report"
    return wrong and f"{' '.join(command)}\n    {wrong}\n{done.stderr}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--unscheduled", action="store_true")
    parser.add_argument("minivm")
    parser.add_argument("programs", nargs="*")
    options = parser.parse_args()
    programs = [Path(name).resolve() for name in options.programs] or sorted(HERE.glob("*/[!_]*.py"))
    schedules = [[]] * 3 if options.unscheduled else SCHEDULES
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(fault, options.minivm, program, schedule) for program in programs for schedule in schedules]
        faults = [text for run in runs if (text := run.result())]
    print(*faults, f"{len(programs)} programs, {len(runs)} runs, {len(faults)} wrong", sep="\n")
    return 1 if faults else 0


sys.exit(main())
