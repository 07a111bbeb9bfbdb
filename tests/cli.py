#!/usr/bin/env python3
"""The commands other than running a program, as one calls them: cli.py MINIVM."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

MINIVM = os.path.abspath(sys.argv[1])
PROGRAM = """
import threading
def count(n):
    while n:
        n -= 1
threads = [threading.Thread(target=count, args=(200000,), name=name) for name in ('a', '"b"</script>')]
for thread in threads: thread.start()
for thread in threads: thread.join()
print("threads: 2")
print("answer: 42.5 apples")
"""


def run(*arguments):
    done = subprocess.run([MINIVM, *arguments], capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


class Cli(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.program = self.path("program.mini")
        with open(self.program, "w") as file:
            file.write(PROGRAM)

    def path(self, name):
        return os.path.join(self.folder, name)

    def test_reports_go_to_standard_error_and_leave_the_output_alone(self):
        status, output, errors = run("--stats", "--blame", self.program)
        self.assertEqual((status, output), (0, "threads: 2\nanswer: 42.5 apples\n"))
        self.assertIn("wasted wakes", errors)
        self.assertIn("recording:", errors)
        self.assertIn("blame:", errors)

    @unittest.skipIf(os.path.basename(MINIVM) == "minivm-ft", "it is the other command")
    def test_without_a_lock_runs_the_command_beside_it(self):
        minivm = shutil.copy(MINIVM, self.path("minivm"))
        command = [minivm, "--gil=off", "--stats", self.program]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("needs " + self.path("minivm-ft"), done.stderr)
        self.assertIn("cmake --preset free-threaded", done.stderr)
        with open(self.path("minivm-ft"), "w") as other:
            other.write('#!/bin/sh\necho "$@"\nexit 3\n')
        os.chmod(self.path("minivm-ft"), 0o755)
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        self.assertEqual((done.returncode, done.stdout), (3, " ".join(command[1:]) + "\n"))

    def test_a_trace_names_threads_places_and_calls(self):
        status, _, errors = run("--trace=" + self.path("t.csv"), self.program)
        self.assertEqual((status, errors), (0, ""))
        with open(self.path("t.csv")) as file:
            lines = file.read()
        self.assertIn("threading.Thread.start", lines)
        self.assertIn('"""b""</script>"', lines)
        self.assertIn("program.mini,7,<module>", lines)

    def test_a_trace_that_cannot_be_written_or_named_is_an_error(self):
        status, output, errors = run("--trace=/nowhere/t.csv", self.program)
        self.assertIn("cannot write '/nowhere/t.csv'", errors)
        self.assertIn("answer", output)
        status, _, errors = run("--trace=t.txt", self.program)
        self.assertEqual(status, 2)
        self.assertIn(".html", errors)

    def test_compare_measures_each_lock_and_takes_what_the_program_prints(self):
        status, output, _ = run("compare", "--gil=interval,fifo", "--cpus=1", "--rounds=2", "--json=" + self.path("c.json"),
                                "--html=" + self.path("c.html"), "--assert=wall < 1000s", "--assert=fifo.answer == 42.5", self.program)
        self.assertEqual(status, 0, output)
        with open(self.path("c.json")) as file:
            comparison = json.load(file)
        self.assertEqual([each["policy"] for each in comparison["configurations"]], ["interval", "fifo"])
        figures = comparison["configurations"][0]["figures"]
        self.assertEqual(figures["answer"]["values"], [42.5, 42.5])
        self.assertEqual(figures["answer"]["unit"], "apples")
        self.assertEqual(len(figures["p99_wait"]["values"]), 2)
        self.assertIn("holds: fifo.answer == 42.5", output)
        self.assertIn("interval --cpus=1", output)
        with open(self.path("c.html")) as file:
            self.assertIn("</html>", file.read())

    def test_an_assertion_that_fails_or_makes_no_sense_has_a_status_of_its_own(self):
        self.assertEqual(run("compare", "--gil=interval", "--rounds=1", "--assert=answer > 43", self.program)[0], 1)
        self.assertEqual(run("compare", "--gil=interval", "--rounds=1", "--assert=nothing > 43", self.program)[0], 1)
        for nonsense in ("answer", "answer < x", "< 4", "answer < 4 miles"):
            status, _, errors = run("compare", "--gil=interval", "--assert=" + nonsense, self.program)
            self.assertEqual(status, 2)
            self.assertIn("--assert", errors)

    def test_compare_says_what_is_wrong_with_its_arguments(self):
        self.assertEqual(run("compare")[0], 2)
        status, _, errors = run("compare", "--gil=none", self.program)
        self.assertEqual(status, 2)
        self.assertIn("no such lock policy: none", errors)
        status, _, errors = run("compare", "--gil=interval", self.path("missing.mini"))
        self.assertEqual(status, 1)
        self.assertIn("missing.mini", errors)
        with open(self.program, "a") as file:
            file.write("raise ValueError('on purpose')\n")
        status, _, errors = run("compare", "--gil=interval", "--rounds=1", self.program)
        self.assertEqual(status, 1)
        self.assertIn("on purpose", errors)

    def test_what_a_module_keeps_for_itself_may_be_gone(self):
        for change in ("_signal._state = (1, 2)", "_signal._state = 5", "_signal._state = (0,) * 66", "del _signal._state",
                       "del sys.modules['_signal']"):
            status, output, errors = run("-c", f"""
import signal, sys, _signal
{change}
for call in (lambda: signal.getsignal(signal.SIGTERM), lambda: signal.signal(signal.SIGTERM, print),
             lambda: signal.setitimer(signal.ITIMER_REAL, -1), lambda: signal.raise_signal(signal.SIGINT)):
    try:
        call()
        print("called")
    except BaseException as error:
        print(type(error).__name__)
""")
            timer = "OSError" if "modules" in change else "itimer_error"
            self.assertEqual((status, output, errors),
                             (0, f"UnsupportedError\nUnsupportedError\n{timer}\nKeyboardInterrupt\n", ""), change)

    def test_a_type_that_a_module_keeps_may_be_gone(self):
        for change in ("select._poll_type = 5", "select._poll_type = list", "del select._poll_type", "del sys.modules['select']"):
            status, output, errors = run("-c", f"import select, sys\n{change}\ntry:\n    select.poll()\n"
                                               "except BaseException as error:\n    print(type(error).__name__)")
            self.assertEqual((status, output, errors), (0, "UnsupportedError\n", ""), change)
        for change in ("_socket.gaierror = 5", "_socket.gaierror = list", "del _socket.gaierror", "del sys.modules['_socket']"):
            status, output, errors = run("-c", f"import _socket, socket, sys\n{change}\ntry:\n"
                                               "    socket.getaddrinfo('localhost', 'no such service')\n"
                                               "except BaseException as error:\n    print(type(error).__name__)")
            self.assertEqual((status, output, errors), (0, "OSError\n", ""), change)

    def test_a_scorecard_without_experiments_fails(self):
        status, output, _ = run("scorecard", "--rounds=1", "--samples=" + self.folder)
        self.assertEqual(status, 1)
        self.assertIn("can't open file", output)
        self.assertEqual(run("scorecard", "--samples=" + self.path("nowhere"))[0], 2)

    def test_costs_gives_each_lock_a_row(self):
        status, output, errors = run("costs", "--rounds=3")
        self.assertEqual((status, errors), (0, ""))
        for text in ("a context switch", "a call of a function", "a collection", "interval", "adaptive", "fifo"):
            self.assertIn(text, output)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
