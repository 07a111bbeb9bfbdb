#!/usr/bin/env python3
"""The module concurrent.interpreters, which python3.11 has not: interpreters.py MINIVM."""
import os
import signal
import subprocess
import sys
import unittest

MINIVM = os.path.abspath(sys.argv[1])
HEAD = "from concurrent import interpreters\nimport sys, threading, time\n"


def run(program, *options):
    """What it prints, and its exit status where that is not 0; it prints nothing to standard error."""
    done = subprocess.run([MINIVM, *options, "-c", HEAD + program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=120)
    return done.stdout + done.stderr + (f"status {done.returncode}\n" if done.returncode else "")


class Interpreters(unittest.TestCase):
    def test_each_has_its_own_main_module_for_good(self):
        self.assertEqual(run("""
x = "mine"
one, two = interpreters.create(), interpreters.create()
one.exec("x = 1")
two.exec("import sys; sys.setrecursionlimit(77); x = 2")
one.exec("print(x)")
two.exec("print(x, __name__, sys.argv, sys.getrecursionlimit())")
print(x, sys.getrecursionlimit())
"""), "1\n2 __main__ [] 77\nmine 1000\n")

    def test_who_is_who(self):
        self.assertEqual(run("""
main = interpreters.get_main()
one = interpreters.create()
print(main, one, one.id, interpreters.list_all() == [main, one], interpreters.get_current() is main, main.is_running())
one.exec("from concurrent import interpreters\\nprint(interpreters.get_current(), interpreters.get_main())")
one.exec("interpreters.create()")
print(interpreters.list_all(), one.is_running(), interpreters.Interpreter(1) is one)
one.close()
print(interpreters.list_all())
for wrong in (lambda: one.exec("1"), lambda: one.close(), lambda: one.is_running(), lambda: interpreters.Interpreter(1),
              lambda: interpreters.Interpreter("1"), lambda: main.exec("1"), lambda: main.close()):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
"""), """Interpreter(0) Interpreter(1) 1 True True True
Interpreter(1) Interpreter(0)
[Interpreter(0), Interpreter(1), Interpreter(2)] False True
[Interpreter(0), Interpreter(2)]
InterpreterNotFoundError unrecognized interpreter ID 1
InterpreterNotFoundError unrecognized interpreter ID 1
InterpreterNotFoundError unrecognized interpreter ID 1
InterpreterNotFoundError unrecognized interpreter ID 1
TypeError id must be an int, got '1'
InterpreterError interpreter already running
InterpreterError interpreter already running
""")

    def test_what_is_not_caught_there_fails_here(self):
        self.assertEqual(run("""
one = interpreters.create()
for code in ("def f():\\n    return 1 / 0\\nf()", "import sys; sys.exit(3)", "x = = 1", "raise KeyError"):
    try:
        one.exec(code)
    except interpreters.ExecutionFailed as error:
        print(error.excinfo.type.__name__, "|", error.excinfo.msg, "|", error.excinfo.formatted)
try:
    one.exec("f()")
except interpreters.InterpreterError as error:
    print(error)
"""), """ZeroDivisionError | division by zero | ZeroDivisionError: division by zero
SystemExit | 3 | SystemExit: 3
SyntaxError | invalid syntax | SyntaxError: invalid syntax
KeyError |  | KeyError
ZeroDivisionError: division by zero

Uncaught in the interpreter:

Traceback (most recent call last):
  File "<script>", line 1, in <module>
  File "<script>", line 2, in f
ZeroDivisionError: division by zero
""")

    def test_messages_are_deep_copies(self):
        self.assertEqual(run(r"""
queue = interpreters.create_queue()
class Own: pass
for value in (None, True, False, ..., 0, -1, 2 ** 60, -2 ** 60, 2 ** 64, -10 ** 50, 0.0, -0.5, 1e300, float("inf"), "", "a", "abc",
              "é", "\u20ac\u0101", "\U0001f600", "\ud800", "\x00", b"", b"\x00\xff" * 3, bytearray(b"abc"), (), (1, (2, ())), [], [[], [1]],
              {}, {"a": [1], (1, 2): {3}}, {1, 2}, frozenset({"x"}), range(0)):
    try:
        queue.put(value)
        copy = queue.get()
        if type(copy) is not type(value) or copy != value or repr(copy) != repr(value):
            print("not", ascii(value), "but", ascii(copy))
        if isinstance(value, (list, dict, set, bytearray)) and copy is value:
            print("the same", ascii(value))
    except interpreters.NotShareableError as error:
        print(error)
for value in (Own(), Own, len, [1, {2: Own()}], sys, threading.Lock(), one := interpreters.create(), iter([])):
    try:
        queue.put(value)
    except interpreters.NotShareableError as error:
        print(error)
print(queue.qsize(), interpreters.is_shareable([1]), interpreters.is_shareable([print]))
shared = [1]
loop = {"itself": None, "twice": (shared, shared)}
loop["itself"] = loop
queue.put(loop)
copy = queue.get()
print(copy["itself"] is copy, copy["twice"][0] is copy["twice"][1], copy["twice"][0] is shared)
many = "x" * 1_000_000
wide = (many,)
for _ in range(60):
    wide = (wide, wide)
queue.put([many] * 1_000_000)
queue.put(wide)
copy = queue.get()
print(len(copy), copy[0] is copy[-1], copy[0] == many)
copy = queue.get()
print(copy[0] is copy[1], copy[0][1] is copy[1][0])
around = ([],)
around[0].append(around)
queue.put(around)
copy = queue.get()
print(copy, copy[0][0][0] is copy[0])
deep = []
for _ in range(100000):
    deep = [deep]
try:
    queue.put(deep)
except RecursionError as error:
    print(error)
"""), """a range cannot be passed to another interpreter
a Own cannot be passed to another interpreter
a type cannot be passed to another interpreter
a builtin_function_or_method cannot be passed to another interpreter
a Own cannot be passed to another interpreter
a module cannot be passed to another interpreter
a lock cannot be passed to another interpreter
a Interpreter cannot be passed to another interpreter
a list_iterator cannot be passed to another interpreter
0 True False
True True False
1000000 True True
True True
([([...],)],) True
maximum recursion depth exceeded while passing an object to another interpreter
""")

    def test_queues_are_the_same_everywhere(self):
        self.assertEqual(run("""
one = interpreters.create()
queue, back = interpreters.create_queue(maxsize=2), interpreters.create_queue()
queue.put(queue)
print(queue.get() == queue, queue != back, len({queue, back, queue}), queue.maxsize, back.maxsize, queue.id != back.id)
one.prepare_main({"queue": queue}, back=back)
one.exec("queue.put((1, back)); queue.put([2])")
print(queue.full(), queue.qsize(), queue.get()[1] == back, queue.get(), queue.empty())
queue.put(1), queue.put(2)
for wrong in (lambda: queue.put_nowait(3), lambda: queue.put(3, timeout=0.01), lambda: queue.put(3, False), back.get_nowait,
              lambda: back.get(timeout=0.01), lambda: back.get(block=False), lambda: back.get(timeout=-1)):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, isinstance(error, (interpreters.QueueEmpty, interpreters.QueueFull)))
"""), """True True 2 2 0 True
True 2 True [2] True
QueueFull True
QueueFull True
QueueFull True
QueueEmpty True
QueueEmpty True
QueueEmpty True
ValueError False
""")

    def test_many_send_and_receive(self):
        for policy in ("interval", "adaptive", "tick"):
            self.assertEqual(run("""
numbers, sums = interpreters.create_queue(5), interpreters.create_queue()
def consume():
    one = interpreters.create()
    one.prepare_main(numbers=numbers, sums=sums)
    one.exec("total = 0\\nwhile (n := numbers.get()) is not None: total += n\\nsums.put(total)")
    one.close()
def produce(start):
    for n in range(start, start + 300):
        numbers.put(n)
consumers = [threading.Thread(target=consume) for _ in range(4)]
producers = [threading.Thread(target=produce, args=(k * 300,)) for k in range(3)]
for thread in consumers + producers: thread.start()
for thread in producers: thread.join()
for _ in consumers: numbers.put(None)
for thread in consumers: thread.join()
print(sum(sums.get() for _ in consumers), numbers.empty(), sums.empty())
""", "--gil=" + policy), f"{sum(range(900))} True True\n")

    def test_one_runs_one_thing_at_a_time(self):
        self.assertEqual(run("""
one = interpreters.create()
begun, go_on = interpreters.create_queue(), interpreters.create_queue()
one.prepare_main(begun=begun, go_on=go_on)
thread = threading.Thread(target=one.exec, args=("begun.put(1); go_on.get()",))
thread.start()
begun.get()
print(one.is_running())
for wrong in (lambda: one.exec("1"), lambda: one.prepare_main(x=1), one.close):
    try:
        wrong()
    except interpreters.InterpreterError as error:
        print(error)
go_on.put(1)
thread.join()
print(one.is_running())
"""), "True\n" + "interpreter already running\n" * 3 + "False\n")

    def test_the_end_of_the_program_ends_all(self):
        for last in ("", "sys.exit(0)"):
            self.assertEqual(run(f"""
queue, begun = interpreters.create_queue(), interpreters.create_queue()
for code in ("while True: pass", "begun.put(1); queue.get()", "import threading; threading.Lock().acquire(); print('inside')\\n"
             "def forever():\\n    while True: pass\\nthreading.Thread(target=forever).start()"):
    one = interpreters.create()
    one.prepare_main(queue=queue, begun=begun)
    threading.Thread(target=one.exec, args=(code,), daemon=True).start()
begun.get()
print("the end")
{last}
""").count("the end"), 1)

    def test_what_waits_in_queues_is_limited_too(self):
        self.assertEqual(run("""
queue, other = interpreters.create_queue(), interpreters.create_queue()
text = b"x" * 10_000_000
count = 0
try:
    while True:
        (queue, other)[count % 2].put(text)
        count += 1
except MemoryError:
    print(3 <= count <= 6)
while queue.qsize():
    queue.get()
queue.put(text)
print("goes on")
""", "--memory-limit=64M"), "True\ngoes on\n")

    def test_not_in_virtual_time(self):
        for call in ("create()", "create_queue()"):
            self.assertIn("UnsupportedError: another interpreter beside the policy 'seeded' is not supported by Mini",
                          run(f"interpreters.{call}", "--gil=seeded"))

    def test_interrupt(self):
        program = HEAD + """
one = interpreters.create()
queue = interpreters.create_queue()
one.prepare_main(queue=queue)
for code in ("print('x', flush=True)\\nwhile True: pass", "print('x', flush=True); queue.get()",
             "while True:\\n    try:\\n        print('x', flush=True)\\n        while True: pass\\n    except KeyboardInterrupt:\\n"
             "        print('caught')\\n        try:\\n            while True: pass\\n        finally:\\n            print('over')"):
    try:
        print("go", flush=True)
        one.exec(code)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
one.exec("print('alive')")
"""
        # In a shell's background SIGINT is ignored, which is inherited.
        process = subprocess.Popen([MINIVM, "-c", program], stdout=subprocess.PIPE, text=True,
                                   preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        lines = []
        with process:
            for line in process.stdout:
                lines.append(line.strip())
                if line.strip() == "x":
                    process.send_signal(signal.SIGINT)
        self.assertEqual(process.returncode, 0)
        self.assertEqual(lines, ["go", "x", "interrupted", "go", "x", "interrupted", "go", "x", "caught", "over", "interrupted",
                                 "alive"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
