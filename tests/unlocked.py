#!/usr/bin/env python3
"""unlocked.py MINIVM_FT [MINIVM]: what the reports of the free-threaded command say of a run in which threads certainly found
an object taken and the world was stopped for both reasons; with the ordinary command also how the two are compared."""
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

FREE_THREADED = os.path.abspath(sys.argv[1])
ORDINARY = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None
PROGRAM = """
import threading
class Store:
    def __init__(self):
        self.items = list(range(1000000))
store = Store()
copied = False
def copy():
    global copied
    for i in range(40):
        store.items[:1000000]
    copied = True
def add():
    while not copied:
        store.items.append(0)
    Store.limit = len(store.items)
    for i in range(6):
        junk = [[j] for j in range(100000)]
threads = [threading.Thread(target=copy), threading.Thread(target=add, name="adder")]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("done")
"""
COPY, ADD, CHANGE = 11, 15, 16


def run(command, *arguments):
    done = subprocess.run([command, *arguments], capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


class Unlocked(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.kept.cleanup)
        cls.program = cls.path("program.mini")
        with open(cls.program, "w") as file:
            file.write(PROGRAM)
        files = ["--trace=" + cls.path("t." + suffix) for suffix in ("trace", "html", "json", "svg", "csv")]
        status, output, cls.reports = run(FREE_THREADED, "--stats", "--blame", "--timeline", *files, cls.program)
        assert (status, output) == (0, "done\n"), (status, output, cls.reports)

    @classmethod
    def path(cls, name):
        return os.path.join(cls.kept.name, name)

    def read(self, name):
        with open(self.path(name), encoding="utf-8", newline="") as file:
            return file.read()

    def test_a_run_without_a_lock_is_told_without_one(self):
        self.assertIn("\nno lock (off), ", self.reports)
        for word in ("the lock", "switches between threads", "longest hold", "wasted", "convoy", "starvation", "oversubscription"):
            self.assertNotIn(word, self.reports)
        self.assertRegex(self.reports, r"threads that ran at once: \d\.\d\d on average, [23] at most")
        self.assertIn("\n  world ", self.reports)

    def test_stops_of_the_world_have_their_causes(self):
        found = re.search(r"stops of the world: (\d+) \((\d+) to collect garbage, (\d+) to change a class or the like\)", self.reports)
        self.assertIsNotNone(found, self.reports)
        stops, collections, changes = map(int, found.groups())
        self.assertGreater(collections, 0)
        self.assertGreater(changes, 0)
        self.assertEqual(stops, collections + changes)

    def test_the_object_that_was_taken_has_its_name_and_the_lines(self):
        row = re.search(r"^  list store\.items +([\d,]+) .*program\.mini:(\d+) in (copy|add)", self.reports, re.MULTILINE)
        self.assertIsNotNone(row, self.reports)
        self.assertIn(int(row[2]), (COPY, ADD))

    def test_a_table_has_each_event_and_each_object_that_was_taken(self):
        rows = list(csv.DictReader(self.read("t.csv").splitlines()))
        starts = [row for row in rows if row["event"] == "world goes on"]
        stops = [row for row in rows if row["event"] == "run" and row["cause"] in ("collection", "change")]
        self.assertEqual(len(starts), len(stops))
        changes = [row for row in rows if row["event"] == "wait" and row["cause"] == "change"]
        self.assertIn(str(CHANGE), [row["line"] for row in changes])
        taken = [row for row in rows if row["event"] == "object waits"]
        self.assertIn("list store.items", [row["object"] for row in taken])
        for row in taken:
            self.assertGreater(int(row["amount"]), 0)
            self.assertGreaterEqual(int(row["waited_ns"]), 0)
            self.assertLessEqual(int(row["time_ns"]), int(row["until_ns"]))

    def test_pictures_show_the_world(self):
        trace = json.loads(self.read("t.json"))
        tracks = {event["args"]["name"] for event in trace["traceEvents"] if event.get("name") == "thread_name"}
        self.assertIn("the world", tracks)
        slices = [event for event in trace["traceEvents"] if event.get("cat") == "world"]
        self.assertEqual({event["args"]["for"] for event in slices}, {"collection", "change"})
        ends = 0
        for event in sorted(slices, key=lambda event: event["ts"]):
            self.assertGreaterEqual(event["ts"], ends - 0.0015)
            ends = event["ts"] + event["dur"]
        self.assertIn("list store.items", [each["object"] for each in trace["otherData"]["objects found taken"]])
        self.assertIn(">the world<", self.read("t.svg"))
        page = self.read("t.html")
        facts = json.loads(re.search(r'id="facts">(.*?)</script>', page, re.DOTALL)[1])
        self.assertTrue(facts["concurrent"])
        self.assertEqual(len(facts["stops"]), len(slices))
        self.assertIn("list store.items", [each[0] for each in facts["contended"]])

    def test_a_trace_that_was_read_is_reported_as_when_it_was_made(self):
        status, output, _ = run(FREE_THREADED, "report", self.path("t.trace"))
        self.assertEqual(status, 0)
        self.assertEqual(output.split(), self.reports.split())
        run(FREE_THREADED, "report", "--trace=" + self.path("again.trace"), self.path("t.trace"))
        with open(self.path("t.trace"), "rb") as one, open(self.path("again.trace"), "rb") as other:
            self.assertEqual(one.read(), other.read())

    @unittest.skipUnless(ORDINARY, "no other command")
    def test_a_run_without_a_lock_is_compared_with_one_that_has_one(self):
        minivm = shutil.copy(ORDINARY, self.path("minivm"))
        shutil.copy(FREE_THREADED, self.path("minivm-ft"))
        status, output, errors = run(minivm, "compare", "--gil=interval,off", "--rounds=1", "--json=" + self.path("c.json"),
                                     "--html=" + self.path("c.html"), "--assert=off.stops > 1", "--assert=switches > 0", self.program)
        self.assertEqual(status, 0, output + errors)
        self.assertIn("\nWithout a lock\n", output)
        self.assertIn("- off: threads ran at once. The world was stopped ", output)
        comparison = json.loads(self.read("c.json"))
        locked, unlocked = (each["figures"] for each in comparison["configurations"])
        self.assertIn("switches", locked)
        self.assertNotIn("stops", locked)
        self.assertIn("stops", unlocked)
        self.assertGreater(unlocked["object_waits"]["median"], 0)
        for word in ("switches", "wasted_wakes", "longest_hold"):
            self.assertNotIn(word, unlocked)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
