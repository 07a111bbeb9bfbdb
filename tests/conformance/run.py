#!/usr/bin/env python3
"""Run the programs beside this file under CPython 3.11 and under minivm and compare what comes out.

    run.py [-k TEXT] [-j JOBS] [--options="--gil=tick"] [--cache FOLDER] MINIVM [PROGRAM ...]

Compared are the bytes of stdout and the exit status and, where the status is not 0, the skeleton of stderr: the
`File ..., line N, in f` lines, the lines that join one exception to the next, and the last line with the exception's type
and message. A program runs in its own folder with `PROGRAM.in` as its stdin, or none; names that begin with an underscore
are modules for others to import.

Programs in rejected/ are those that minivm must refuse before anything has run: a comment `# rejects: TEXT` stands on the
line at fault, and minivm must exit with status 1, name that line and say TEXT.

divergences.txt lists the programs that are known to differ, as `PROGRAM: reason`. It may only shrink: a program that is
listed and agrees is a failure, and so is one that is listed and crashes or hangs.
"""
import argparse
import base64
import concurrent.futures
import difflib
import hashlib
import json
import os
from pathlib import Path
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = Path(__file__).resolve().parent
SKIPPED = 77  # what CTest takes for "not run"
ENVIRONMENT = {
    "PATH": os.environ.get("PATH", os.defpath),
    "HOME": os.environ.get("HOME", "/"),
    "LANG": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    **{name: value for name, value in os.environ.items() if re.match("[A-Z]+SAN_OPTIONS$", name)},
}
CHAIN = (
    "Traceback (most recent call last):",
    "During handling of the above exception, another exception occurred:",
    "The above exception was the direct cause of the following exception:",
)


class Outcome:
    """What a program did; `status` is negative where a signal ended it and None where it ran out of time."""

    def __init__(self, status, stdout, stderr):
        self.status, self.stdout, self.stderr = status, stdout, stderr

    def skeleton(self):
        lines = self.stderr.decode(errors="backslashreplace").splitlines()
        kept = [line for line in lines if line in CHAIN or re.match(r'  File ".*", line \d+', line)]
        return kept + [line for line in lines if line.strip()][-1:]

    def compared(self):
        return (self.status, self.stdout, self.skeleton() if self.status else [])

    def describe(self):
        if self.status is None:
            status = "did not end in time"
        elif self.status < 0:
            status = f"killed by {signal.Signals(-self.status).name}"
        else:
            status = f"exit status {self.status}"
        text = self.stdout.decode(errors="backslashreplace").splitlines()
        return text + ["--- stderr"] + (self.skeleton() if self.status else []) + [f"--- {status}"]


def oracle():
    """The real CPython 3.11 (not a wrapper of it), or None."""
    if sys.version_info[:2] == (3, 11):
        return sys.executable
    found = shutil.which("python3.11")
    if not found:
        return None
    return subprocess.check_output([found, "-c", "import sys; print(sys.executable)"], text=True).strip()


def execute(command, program, limit):
    stdin = program.with_suffix(".in")
    with open(stdin if stdin.exists() else os.devnull, "rb") as source:
        process = subprocess.Popen([*command, program], stdin=source, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, cwd=program.parent, env=ENVIRONMENT,
                                   start_new_session=True)
        try:
            stdout, stderr = process.communicate(timeout=limit)
            return Outcome(process.returncode, stdout, stderr)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            stdout, stderr = process.communicate()
            return Outcome(None, stdout, stderr)


def expected(python, program, options):
    """CPython's outcome, remembered under a hash of all that it depends on."""
    digest = hashlib.sha256(f"{sys.version} {python} {program}".encode())
    for source in [program, program.with_suffix(".in"), *sorted(program.parent.glob("_*.py"))]:
        if source.exists():
            digest.update(source.read_bytes() + b"\0")
    entry = options.cache / digest.hexdigest() if options.cache else None
    if entry and entry.exists():
        status, stdout, stderr = json.loads(entry.read_text())
        return Outcome(status, base64.b64decode(stdout), base64.b64decode(stderr))
    outcome = execute([python, "-X", "utf8"], program, options.timeout)
    if entry and outcome.status is not None:
        options.cache.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=options.cache, delete=False) as file:
            encoded = [base64.b64encode(text).decode() for text in (outcome.stdout, outcome.stderr)]
            json.dump([outcome.status, *encoded], file)
        os.replace(file.name, entry)
    return outcome


def compare(python, program, options):
    """The lines that tell how minivm differs from CPython; none where it agrees. And whether it died."""
    ours = execute([options.minivm, *shlex.split(options.options)], program, options.timeout)
    died = ours.status is None or ours.status < 0
    theirs = expected(python, program, options)
    if theirs.status is None or theirs.status < 0:
        return [f"python3.11: {theirs.describe()[-1]}"], died
    if ours.compared() == theirs.compared():
        return [], died
    report = list(difflib.unified_diff(theirs.describe(), ours.describe(), "python3.11", "minivm", lineterm=""))
    if not report:
        report = [f"stdout differs in bytes: {theirs.stdout!r} and {ours.stdout!r}"]
    if died or not ours.skeleton():
        report += ours.stderr.decode(errors="backslashreplace").splitlines()[-40:]
    return report, died


def reject(program, options):
    """As compare, for a program that minivm must refuse."""
    marks = [(number, line.split("# rejects:")[1].strip())
             for number, line in enumerate(program.read_text().splitlines(), 1) if "# rejects:" in line]
    if len(marks) != 1 or not marks[0][1]:
        return ["one line must say what is rejected: `# rejects: TEXT`"], False
    number, text = marks[0]
    ours = execute([options.minivm, *shlex.split(options.options)], program, options.timeout)
    stderr = ours.stderr.decode(errors="backslashreplace")
    report = []
    if ours.status != 1:
        report.append(f"{ours.describe()[-1]}, not 1")
    if ours.stdout:
        report.append(f"it ran: stdout is {ours.stdout!r}")
    if text not in stderr:
        report.append(f"stderr does not say {text!r}")
    if not re.search(rf"\bline {number}\b|:{number}\b", stderr):
        report.append(f"stderr does not name line {number}")
    return report + (["stderr:", *stderr.splitlines()[-40:]] if report else []), ours.status is None or ours.status < 0


def divergences():
    listed = {}
    file = HERE / "divergences.txt"
    for number, line in enumerate(file.read_text().splitlines() if file.exists() else [], 1):
        if line.strip() and not line.startswith("#"):
            name, _, reason = line.partition(":")
            if not reason.strip() or not (HERE / name).is_file():
                sys.exit(f"{file.name}:{number}: want `PROGRAM: reason` for a program that exists")
            listed[name] = reason.strip()
    return listed


def judge(python, program, listed, options):
    """The name of a program and why it failed: an empty list where it passed."""
    name = program.relative_to(HERE).as_posix()
    if name.startswith("rejected/"):
        report, died = reject(program, options)
    else:
        report, died = compare(python, program, options)
    if name in listed:
        if not report:
            report = [f"agrees: remove it from divergences.txt ({listed[name]})"]
        elif not died:
            report = []
    return name, report


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minivm", type=os.path.abspath)
    parser.add_argument("programs", nargs="*", type=Path)
    parser.add_argument("-k", dest="text", default="", help="only the programs whose path contains this")
    parser.add_argument("-j", dest="jobs", type=int, default=2)
    parser.add_argument("--options", default="", help="options for minivm, in one word: --options='--gil=seeded --seed=1'")
    parser.add_argument("--timeout", type=float, default=60, help="seconds that one program may take")
    parser.add_argument("--cache", type=Path, help="folder to remember CPython's results in")
    options = parser.parse_args()
    # A shell's background job begins with the signal ignored, and so would the programs.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    listed = divergences()
    python = oracle()
    if not python:
        print("CPython 3.11 is what minivm is compared with, and there is no python3.11 here")
        return SKIPPED
    programs = [program.resolve() for program in options.programs] or [
        program for program in sorted(HERE.rglob("*.py"))
        if program != Path(__file__).resolve() and not program.name.startswith("_")]
    programs = [program for program in programs if options.text in program.relative_to(HERE).as_posix()]
    if not programs:
        sys.exit("no program to run")
    failures = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, report in pool.map(lambda program: judge(python, program, listed, options), programs):
            if report:
                failures += 1
                print(f"FAILED {name}", *report, "", sep="\n", flush=True)
    print(f"{len(programs) - failures} of {len(programs)} programs agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
