#!/usr/bin/env python3
"""The module gil, which python3 has not, and programs that change their lock while they run: gil_module.py MINIVM."""
import csv
import os
import subprocess
import sys
import tempfile
import unittest

MINIVM = os.path.abspath(sys.argv[1])
CHANGING = """
import gil, os, signal, sys, threading, time

names = [name for name in gil.policies() if name != "seeded"]
lock = threading.Lock()
total = 0
handled = 0
over = False

def count(times):
    global total
    for _ in range(times):
        with lock:
            total += 1

def call():
    while not over:
        time.sleep(0.0005)

def disturb():
    while not over:
        os.kill(os.getpid(), signal.SIGUSR1)
        time.sleep(0.002)

def handle(number, frame):
    global handled
    handled += 1

signal.signal(signal.SIGUSR1, handle)
others = [threading.Thread(target=f) for f in (call, call, disturb)]
for thread in others: thread.start()
for old in names:
    for new in names:
        gil.set_policy(old, 0.001, 20)
        counters = [threading.Thread(target=count, args=(40,)) for _ in range(2)]
        for thread in counters: thread.start()
        count(10)
        gil.set_policy(new, 0.001, 20)
        assert gil.policy() == new
        count(10)
        for thread in counters: thread.join()
over = True
for thread in others: thread.join()
print(total == 100 * len(names) ** 2, handled > 0)
"""


def run(code, *options):
    done = subprocess.run([MINIVM, *options, "-c", code], capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


class GilModule(unittest.TestCase):
    def prints(self, code, expected, *options):
        self.assertEqual(run("import gil, sys\n" + code, *options), (0, expected, ""))

    def test_policies_are_named_and_described(self):
        self.prints("print(gil.policy(), 'adaptive' in gil.policies())", "interval True\n")
        self.prints("print(gil.policy())", "fifo\n", "--gil=fifo")
        self.prints("d = gil.describe('tick')\nprint(list(d), d['name'], d['parameters'])",
                    "['name', 'origin', 'mechanism', 'parameters'] tick check interval 100\n")

    def test_a_policy_has_its_own_intervals_unless_the_program_has_set_some(self):
        show = "print(gil.policy(), round(sys.getswitchinterval(), 6), sys.getcheckinterval())\n"
        self.prints("gil.set_policy('fifo')\n" + show, "fifo 0.1 100\n", "--switch-interval=0.02")
        self.prints("gil.set_policy('fifo', switch_interval=0.25)\n" + show + "gil.set_policy('steal')\n" + show,
                    "fifo 0.25 100\nsteal 0.005 10000\n")
        self.prints("sys.setswitchinterval(0.5)\ngil.set_policy('steal')\n" + show +
                    "gil.set_policy('tick', 0.25, 7)\n" + show + "gil.set_policy('tick')\n" + show,
                    "steal 0.5 10000\ntick 0.25 7\ntick 0.5 100\n")

    def test_wrong_arguments_change_nothing(self):
        code = """
def refuse(*arguments):
    try:
        gil.set_policy(*arguments)
    except Exception as e:
        print(type(e).__name__, str(e)[:50])
refuse("none")
refuse(5)
refuse("tick", 0)
refuse("tick", float("nan"))
refuse("tick", "1")
refuse("tick", None, -1)
refuse("tick", None, 1.5)
refuse("seeded")
print(gil.policy())
"""
        self.prints(code, """ValueError no such lock policy: 'none' (policies: interval, i
TypeError set_policy() argument 'name' must be str, not int
ValueError switch interval must be strictly positive
ValueError switch interval must be strictly positive
TypeError must be real number, not str
ValueError check interval must be non-negative
TypeError 'float' object cannot be interpreted as an integer
RuntimeError the policy 'seeded' can be neither entered nor lef
interval
""")

    def test_the_seeded_policy_is_not_left(self):
        code = "try: gil.set_policy('fifo')\nexcept RuntimeError as e: print(e, gil.policy())"
        self.prints(code, "the policy 'seeded' can be neither entered nor left seeded\n", "--gil=seeded")

    def test_the_counters_include_threads_that_ended(self):
        self.prints("""
import threading, time
before = gil.stats()
def sleep():
    for _ in range(50): time.sleep(0)
threads = [threading.Thread(target=sleep) for _ in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
after = gil.stats()
print(list(after), after["acquisitions"] - before["acquisitions"] >= 150,
      after["releases"]["sleep"] - before["releases"].get("sleep", 0) >= 150, after["releases"]["exit"])
""", "['acquisitions', 'releases', 'wasted_wakes'] True True 3\n")

    def test_a_program_goes_through_all_changes(self):
        for policy in "interval", "tick", "adaptive":
            self.assertEqual(run(CHANGING, "--gil=" + policy), (0, "True True\n", ""))
        self.assertEqual(run(CHANGING, "--switch-points=all"), (0, "True True\n", ""))
        self.assertEqual(run(CHANGING, "--switch-points=calls"), (0, "True True\n", ""))

    def test_computing_threads_follow_from_counted_bytecodes_to_requests_and_back(self):
        # Threads that only compute: each has to notice by itself which table it is to run by.
        self.prints("""
import threading
counts = [0, 0, 0]
def compute(i):
    while not over:
        counts[i] += 1
over = False
threads = [threading.Thread(target=compute, args=(i,)) for i in range(3)]
for thread in threads: thread.start()
for policy in ["tick", "interval", "steal", "fifo", "deadline", "priority", "tick:cond", "adaptive"] * 2:
    gil.set_policy(policy, 0.001)
    seen = list(counts)
    while not all(now > then for now, then in zip(counts, seen)): pass
over = True
for thread in threads: thread.join()
print("done")
""", "done\n")

    def test_reports_name_the_policies(self):
        status, _, errors = run("import gil\ngil.set_policy('fifo')\ngil.set_policy('interval')", "--stats")
        self.assertEqual(status, 0)
        self.assertIn("lock: interval, fifo,", errors)
        self.assertRegex(errors, "\npolicy changed to fifo at .*, by MainThread at <string>:2 in <module>\n"
                                 "policy changed to interval at .*, by MainThread at <string>:3 in <module>\n")

    def test_a_trace_has_the_changes_in_every_form(self):
        with tempfile.TemporaryDirectory() as folder:
            recorded, table = os.path.join(folder, "a.trace"), os.path.join(folder, "a.csv")
            self.assertEqual(run("import gil\ngil.set_policy('fifo')\ngil.set_policy('fifo')", "--trace=" + recorded)[0], 0)
            done = subprocess.run([MINIVM, "report", recorded, "--timeline", "--trace=" + table], capture_output=True, text=True, timeout=300)
            self.assertEqual(done.returncode, 0)
            self.assertRegex(done.stdout, "\n  policy .*[|]")
            with open(table, newline="") as file:
                changes = [row for row in csv.DictReader(file) if row["event"] == "policy"]
            self.assertEqual([(row["call"], row["line"]) for row in changes], [("fifo", "2")])

    def test_daemons_end_with_a_program_that_changed_its_lock(self):
        for policy in "fifo", "masterlock", "tick", "adaptive":
            self.prints("""
import threading, time
def compute():
    while True: pass
def sleep():
    while True: time.sleep(0.001)
for function in compute, sleep: threading.Thread(target=function, daemon=True).start()
gil.set_policy(%r, 0.001)
time.sleep(0.002)
gil.set_policy("interval")
print(gil.policy())
""" % policy, "interval\n")

    def test_a_file_of_the_programs_own_goes_first(self):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in ("gil.py", "own = 1\n"), ("main.py", "import gil\nprint(gil.own)\n"):
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text)
            done = subprocess.run([MINIVM, os.path.join(folder, "main.py")], capture_output=True, text=True, timeout=300)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "1\n", ""))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
