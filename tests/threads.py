#!/usr/bin/env python3
"""Programs with very many threads, with daemons that never end, and with Ctrl-C in the middle of it all: how they end, and
how soon. threads.py MINIVM [TESTS]."""
import os
import signal
import subprocess
import sys
import tempfile
import unittest

MINIVM = os.path.abspath(sys.argv[1])
SOON = float(os.environ.get("THREADS_TIMEOUT", "600"))  # seconds; what ends at all ends in a small part of them
MANY = os.environ.get("THREADS_MANY", "2000")


def start(program, *options, stdin=subprocess.DEVNULL):
    """A new process that runs the program, and whose output is read at its end."""
    return subprocess.Popen([MINIVM, *options, "-c", program], stdin=stdin, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, bufsize=0, start_new_session=True)


def end(process):
    try:
        output, errors = process.communicate(timeout=SOON)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, errors = process.communicate()
        raise AssertionError(f"did not end: {output[-500:]}\n{errors[-1000:]}") from None
    return process.returncode, output.decode(), errors.decode()


def run(program, *options):
    return end(start(program, *options))


# What a daemon may be doing as the main thread ends.
DAEMONS = {
    "a loop": "while True: pass",
    "calls": "while True: abs(recurse(5))",
    "allocating": "kept = []\nwhile True:\n    kept = [[n] for n in range(1000)]",
    "collecting": "while True: bytes(24 << 20)",
    "changing a class": "while True: Shared.method = lambda self: 1",
    "moving attributes": "while True:\n    shared.a = 1\n    shared.b = 2\n    del shared.a\n    del shared.b",
    "holding a list": "while True:\n    items.extend(range(50))\n    items.sort()\n    items.clear()",
    "holding a dict": "while True:\n    table.update(table)\n    table[len(table) % 50] = 1",
    "a generator": "while True: list(n for n in range(100))",
    "exceptions": "while True:\n    try: recurse(-1)\n    except (RecursionError, ZeroDivisionError): pass",
    "starting threads": "while True:\n    t = threading.Thread(target=int)\n    t.start()\n    t.join()",
    "classes": "while True: type('New', (Shared,), {'method': lambda self: 2})",
    "importing": "while True:\n    sys.modules.pop('colorsys', None)\n    import heapq, bisect_missing",
    "printing": "while True: print('x' * 100)",
    "printing errors": "while True: print('x', file=sys.stderr)",
    "flushing": "while True:\n    sys.stdout.write('y' * 50 + chr(10))\n    sys.stdout.flush()",
    "a sleep": "time.sleep(1000)",
    "short sleeps": "while True: time.sleep(0.0001)",
    "a lock": "held.acquire()",
    "an RLock": "again.acquire()",
    "handing a lock over": "while True:\n    with turn: pass",
    "a condition": "with condition: condition.wait()",
    "an event": "threading.Event().wait()",
    "a barrier": "threading.Barrier(2).wait()",
    "a semaphore": "threading.Semaphore(0).acquire()",
    "a queue": "queue.Queue().get()",
    "a simple queue": "queue.SimpleQueue().get()",
    "a full queue": "full = queue.Queue(1)\nfull.put(1)\nfull.put(1)",
    "a join": "threading.main_thread().join()",
    "a socket": "ends[0].recv(1)",
    "accepting": "listener = socket.create_server(('127.0.0.1', 0))\nlistener.accept()",
    "a full socket": "full = socket.socketpair()\nfull[0].sendall(b'x' * (1 << 24))",
    "select": "select.select([ends[0]], [], [])",
    "a child": "subprocess.run(['sleep', '5'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)",
    "input": "sys.stdin.readline() and None\ntime.sleep(1000)",
}
SETTING = """
import queue, select, socket, subprocess, sys, threading, time
def recurse(n):
    return 1 // n if n == 0 else recurse(n - 1) if n > 0 else recurse(n - 1)
class Shared:
    def method(self): return 0
shared = Shared()
items, table = [], {}
held, again, turn, condition = threading.Lock(), threading.RLock(), threading.Lock(), threading.Condition()
held.acquire()
again.acquire()
ready = threading.Semaphore(0)
ends = socket.socketpair()
"""


def daemon(text, count=3):
    """A program whose main thread ends while `count` daemons do what `text` says."""
    body = "\n".join("        " + line for line in text.splitlines())
    return f"""{SETTING}
def daemon():
    try:
        ready.release()
{body}
    except (ImportError, AttributeError, ZeroDivisionError, RecursionError, RuntimeError, ValueError): pass
for _ in range({count}): threading.Thread(target=daemon, daemon=True).start()
for _ in range({count}): ready.acquire()
time.sleep(0.02)
"""


class Ends(unittest.TestCase):
    def test_daemons_do_not_keep_the_program(self):
        for name, text in DAEMONS.items():
            with self.subTest(name):
                status, output, errors = run(daemon(text) + "print('the end')")
                self.assertEqual(status, 0, errors)
                self.assertTrue("the end" in output, output[-300:])
                self.assertEqual(errors.strip("x\n"), "")  # a line and its end are two pieces

    def test_daemons_do_not_change_the_status(self):
        for name in ("a loop", "collecting", "changing a class", "holding a dict", "a lock", "a simple queue", "a sleep"):
            with self.subTest(name):
                status, output, _ = run(daemon(DAEMONS[name]) + "print('the end')\nsys.exit(7)")
                self.assertEqual((status, output), (7, "the end\n"))
                status, output, errors = run(daemon(DAEMONS[name]) + "print('the end')\nraise KeyError('last')")
                self.assertEqual((status, output), (1, "the end\n"))
                self.assertIn("KeyError: 'last'", errors)

    def test_all_kinds_of_daemons_together(self):
        program = SETTING + "".join(
            f"def daemon{number}():\n    try:\n        ready.release()\n"
            + "\n".join("        " + line for line in text.splitlines())
            + "\n    except (ImportError, AttributeError, ZeroDivisionError, RecursionError, RuntimeError): pass\n"
            + f"threading.Thread(target=daemon{number}, daemon=True).start()\n"
            for number, (name, text) in enumerate(DAEMONS.items()) if "print" not in name and name not in ("flushing", "a child"))
        status, output, errors = run(program + "time.sleep(0.2)\nprint('the end')")
        self.assertEqual((status, output), (0, "the end\n"), errors)


class Interrupts(unittest.TestCase):
    def interrupted(self, program):
        """Runs it, sends SIGINT when it has printed a line, and again while it goes on."""
        process = start(program)
        line = process.stdout.readline().decode()
        process.send_signal(signal.SIGINT)
        status, output, errors = end(process)
        return status, line + output, errors

    def test_under_load(self):
        for name in ("a loop", "allocating", "collecting", "changing a class", "moving attributes", "holding a list",
                     "exceptions", "starting threads", "handing a lock over", "short sleeps"):
            for what in ("while True: pass", "held.acquire()", "time.sleep(1000)", "queue.SimpleQueue().get()",
                         "while True: bytes(24 << 20)", "ends[0].recv(1)"):
                with self.subTest(name, what=what):
                    status, output, errors = self.interrupted(
                        daemon(DAEMONS[name]) + f"""
try:
    print('ready', flush=True)
    {what}
except KeyboardInterrupt:
    print('kept')
    raise
""")
                    self.assertEqual((status, output), (-signal.SIGINT, "ready\nkept\n"), errors)
                    self.assertEqual(errors.splitlines()[-1], "KeyboardInterrupt")

    def test_whichever_thread_the_system_gives_the_signal_to(self):
        for what in ("ends[0].recv(1)", "sys.stdin.readline()", "select.select([ends[0]], [], [])", "held.acquire()"):
            with self.subTest(what):
                silent, kept = os.pipe()
                process = start(SETTING + f"""
import signal
def work():
    time.sleep(0.05)
    signal.raise_signal(signal.SIGINT)
threading.Thread(target=work).start()
try: {what}
except KeyboardInterrupt: print('caught')
""", stdin=silent)
                self.assertEqual(end(process), (0, "caught\n", ""))
                os.close(silent)
                os.close(kept)

    def test_in_join_and_caught(self):
        status, output, errors = self.interrupted(SETTING + """
over = []
def work():
    while not over: items.append([1]), items.clear()
threads = [threading.Thread(target=work) for _ in range(4)]
for thread in threads: thread.start()
print('ready', flush=True)
try:
    for thread in threads: thread.join()
except KeyboardInterrupt:
    over.append(1)
    for thread in threads: thread.join()
    print('caught')
""")
        self.assertEqual((status, output, errors), (0, "ready\ncaught\n", ""))

    def test_threads_that_go_on_are_waited_for(self):
        status, output, errors = self.interrupted(SETTING + """
def work():
    for _ in range(20000): items.append([1]), items.clear()
    print('worked')
for _ in range(3): threading.Thread(target=work).start()
print('ready', flush=True)
while True: pass
""")
        self.assertEqual((status, sorted(output.split())), (-signal.SIGINT, ["ready"] + ["worked"] * 3), errors)


class Many(unittest.TestCase):
    def test_one_after_the_other(self):
        status, output, errors = run("""
import threading
counts = []
for number in range(COUNT):
    thread = threading.Thread(target=counts.append, args=(number,))
    thread.start()
    thread.join()
print(len(counts), threading.active_count())
""".replace("COUNT", MANY))
        self.assertEqual((status, output, errors), (0, f"{MANY} 1\n", ""))

    def test_as_many_at_once_as_there_can_be(self):
        status, output, errors = run("""
import threading
start = threading.Event()
results = []
threads = []
for number in range(COUNT):
    thread = threading.Thread(target=lambda n=number: (start.wait(), results.append([n])))
    try:
        thread.start()
    except RuntimeError as error:
        if str(error) != "can't start new thread": raise
        break
    threads.append(thread)
start.set()
for thread in threads: thread.join()
print(len(threads) >= 500, len(results) == len(threads), threading.active_count())
""".replace("COUNT", MANY))
        self.assertEqual((status, output, errors), (0, "True True 1\n", ""))

    def test_a_thousand_work_while_all_are_stopped_again_and_again(self):
        status, output, errors = run("""
import threading
start = threading.Barrier(1001)
shared, lock, sums = {}, threading.Lock(), []
def work(number):
    start.wait()
    mine = [[n, str(n)] for n in range(200)]
    shared[number] = mine
    if number % 50 == 0: bytes(24 << 20)
    with lock: sums.append(sum(n for n, _ in mine))
threads = [threading.Thread(target=work, args=(number,)) for number in range(1000)]
for thread in threads: thread.start()
start.wait()
for thread in threads: thread.join()
print(len(shared), set(sums) == {19900}, len(sums), all(mine[9] == [9, '9'] for mine in shared.values()))
""")
        self.assertEqual((status, output, errors), (0, "1000 True 1000 True\n", ""))

    def test_exceptions_of_many(self):
        status, output, errors = run("""
import threading
caught = []
def hook(args): caught.append((args.exc_type, str(args.exc_value), args.thread.name))
threading.excepthook = hook
def work(number):
    if number % 3 == 0: raise ValueError(number)
    if number % 3 == 1: raise SystemExit(number)
    {}[number]
threads = [threading.Thread(target=work, args=(number,), name=str(number)) for number in range(300)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(len(caught), sorted({kind.__name__ for kind, _, _ in caught}), all(text == name for _, text, name in caught))
""")
        self.assertEqual((status, output, errors), (0, "300 ['KeyError', 'SystemExit', 'ValueError'] True\n", ""))

    def test_uncaught_exceptions_are_reported_whole(self):
        status, output, errors = run("""
import threading
def work(): raise ValueError('mine')
threads = [threading.Thread(target=work, name='one') for _ in range(50)]
for thread in threads: thread.start()
for thread in threads: thread.join()
""")
        self.assertEqual((status, output), (0, ""))
        report = errors[:len(errors) // 50]
        self.assertTrue(report.startswith("Exception in thread one:\nTraceback") and report.endswith("ValueError: mine\n"))
        self.assertEqual(errors, report * 50)

    def test_each_line_of_the_input_is_one_threads(self):
        text = "".join(f"line {number}\n" for number in range(1000))
        with tempfile.TemporaryFile() as file:
            file.write(text.encode())
            file.seek(0)
            status, output, errors = end(start("""
import sys, threading
def work(found):
    while line := sys.stdin.readline(): found.append(line)
found = [[] for _ in range(4)]
threads = [threading.Thread(target=work, args=(mine,)) for mine in found]
for thread in threads: thread.start()
for thread in threads: thread.join()
for mine in found: sys.stdout.write("".join(mine))
""", stdin=file))
        self.assertEqual((status, sorted(output.splitlines()), errors), (0, sorted(text.splitlines()), ""))

    def test_lines_of_many_are_whole(self):
        status, output, errors = run("""
import sys, threading
def work(name):
    for number in range(300):
        sys.stdout.write(f"{name * 40} {number}\\n")  # print() would write a line and its end one after the other
        sys.stderr.write(name * 3 + "\\n")
        if number % 50 == 0: sys.stdout.flush()
threads = [threading.Thread(target=work, args=(name,)) for name in 'abcdef']
for thread in threads: thread.start()
for thread in threads: thread.join()
""")
        self.assertEqual(status, 0)
        self.assertEqual(sorted(output.splitlines()),
                         sorted(f"{name * 40} {number}" for name in "abcdef" for number in range(300)))
        self.assertEqual(sorted(errors.splitlines()), sorted(name * 3 for name in "abcdef" for _ in range(300)))


class Limits(unittest.TestCase):
    def test_memory_runs_out_in_several_threads(self):
        status, output, errors = run("""
import threading
ended = [None] * 6
def work(kind):
    mine = []
    try:
        while True:
            if kind == 0: mine.append([0] * 100)
            elif kind == 1: mine.append(bytes(100000))
            elif kind == 2: mine.append({n: n for n in range(100)})
            elif kind == 3: mine.extend(mine or [1])
            elif kind == 4: mine.append('x' * 5000 + str(len(mine)))
            else: mine.append(set(range(50)))
    except MemoryError:
        mine = None
        ended[kind] = kind
threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(ended)
""", "--memory-limit=200M")
        self.assertEqual((status, output, errors), (0, "[0, 1, 2, 3, 4, 5]\n", ""))

    def test_memory_runs_out_as_threads_start(self):
        status, output, errors = run("""
import threading
threading.excepthook = lambda args: None
kept = []
def work():
    while True: kept.append(bytes(50000))
started = []
for turn in range(40):
    try:
        for number in range(4):
            thread = threading.Thread(target=work)
            started.append(thread)
            thread.start()
    except (MemoryError, RuntimeError):
        kept.clear()
for thread in started:
    if thread.is_alive(): thread.join()
print('ended')
""", "--memory-limit=60M")
        if status != 1 or not errors.endswith("MemoryError\n"):  # which may strike the main thread
            self.assertEqual((status, output), (0, "ended\n"), errors[-500:])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored, and inherited so, where it runs in the background
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
