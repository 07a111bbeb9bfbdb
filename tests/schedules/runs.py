"""Whole runs under the deterministic lock: the same seed gives the same run, and over many seeds a race loses updates without a
lock of the program's own, never with it.

    runs.py [--runs N] [--seeds N] MINIVM
"""
import argparse
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "lost_update.mini"
OPTIONS = ["--gil=seeded", "--switch-points=all"]
THREADS, TIMES = "2", "10"


def run(minivm, seed, log=None):
    command = [minivm, *OPTIONS, f"--seed={seed}", *([f"--lock-log={log}"] if log else []), str(SAMPLE), THREADS, TIMES]
    done = subprocess.run(command, capture_output=True, timeout=60)
    if done.returncode or done.stderr:
        sys.exit(f"seed {seed}: status {done.returncode}\n{done.stderr.decode()}")
    return done.stdout, Path(log).read_bytes() if log else b""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("minivm")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        first = run(options.minivm, 1, f"{folder}/first")
        for again in pool.map(lambda i: run(options.minivm, 1, f"{folder}/{i}"), range(options.runs - 1)):
            if again != first:
                sys.exit("two runs with seed 1 differ")
        print(f"{options.runs} runs with one seed: the same output and the same {first[1].count(10)} events of the lock")

        lost, outputs = 0, set()
        for seed, (out, _) in enumerate(pool.map(lambda s: run(options.minivm, s), range(options.seeds))):
            outputs.add(out)
            for line in out.decode().splitlines():
                if line.startswith("with lock") and " 0 lost" not in line:
                    sys.exit(f"seed {seed}: an update was lost in spite of the lock: {line}")
                if re.match(r"(x = f|x \+=)", line) and " 0 lost" not in line:
                    lost += 1
        print(f"{options.seeds} seeds: {len(outputs)} different outputs, {lost} times updates were lost without the lock, never with it")
        if lost == 0:
            sys.exit("no seed loses an update: the switch points are not where they should be")


main()
