"""What the programs of this folder have in common: threads that do operations at random on objects that they share.

    PROGRAM [SECONDS [SEED [THREADS]]]

An operation may fail as the same race makes it fail in CPython, which it names; every other exception is a failure, and so
is an invariant that does not hold while no thread runs. With STRESS_COLLECT=1 in the environment one thread more drops
large bytes at random moments: each has the garbage collected, wherever the others are.
"""
import os
import random
import sys
import threading
import time

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else time.time_ns() % 1000000
THREADS = int(sys.argv[3]) if len(sys.argv) > 3 else 6
COLLECT = os.environ.get("STRESS_COLLECT") == "1"
PHASE = 0.2  # seconds between two looks at the invariants
GARBAGE = 72 << 20  # bytes: more than the heap lets pass between two collections, while two threads allocate

operations = []
invariants = []
failures = []


def operation(*allowed, weight=1):
    def add(function):
        operations.extend([(function, allowed)] * weight)
        return function
    return add


def invariant(function):
    invariants.append(function)
    return function


def worker(seed, start, end):
    rng = random.Random(seed)
    done = None
    try:
        start.wait()
        while time.monotonic() < end and not failures:
            for _ in range(20):
                done, allowed = rng.choice(operations)
                try:
                    done(rng)
                except allowed:
                    pass
    except BaseException as error:
        failures.append(done.__name__ if done else "at the start")
        raise


def collector(seed, start, end):
    rng = random.Random(seed)
    start.wait()
    while time.monotonic() < end and not failures:
        for _ in range(3):
            bytes(GARBAGE // 3)
        time.sleep(rng.random() * 0.01)


def hammer():
    end = time.monotonic() + SECONDS
    seed = SEED
    while not failures:
        targets = [worker] * THREADS + [collector] * COLLECT
        start = threading.Barrier(len(targets))
        until = min(end, time.monotonic() + PHASE)
        threads = []
        for target in targets:
            seed += 1
            threads.append(threading.Thread(target=target, args=(seed * 7919, start, until)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for function in invariants:
            function()
        if time.monotonic() >= end:
            break
    if failures:
        print(f"failed with seed {SEED}{', collecting' * COLLECT}:", *failures)
        sys.exit(1)
    print("ok")
