# subprocess: other programs, what they print and how they end; pipes to and from them; timeouts; errors.
import os
import signal
import subprocess
import sys
import threading
import time


def attempt(function, *arguments, **named):
    try:
        print(repr(function(*arguments, **named)))
    except Exception as error:
        print(type(error).__name__, error)


run = subprocess.run
attempt(run, ["no_such_command_of_minivm"])
attempt(run, ["true"], cwd="/nonexistent")
attempt(run, ["/etc/passwd"])
attempt(run, [])
attempt(run, 5)
attempt(run, ["echo", 5])
attempt(run, ["echo", "a\0b"])
attempt(run, ["true"], env={"A=B": "C"})
attempt(run, ["true"], bufsize="x")
attempt(run, "echo hi; echo there", shell=True, stdout=subprocess.PIPE)
attempt(run, ["echo", "hi"], capture_output=True, text=True)
attempt(run, "echo", stdout=subprocess.PIPE)
attempt(subprocess.check_output, ["sh", "-c", "echo out; exit 3"])
attempt(run, ["sh", "-c", "exit 3"], check=True)
attempt(run, ["sh", "-c", "kill -9 $$"], check=True)
attempt(run, ["sh", "-c", "kill -9 $$"])
attempt(subprocess.check_call, ["false"])
attempt(subprocess.check_call, ["true"])
attempt(subprocess.call, ["false"])
attempt(subprocess.check_output, "printf text", shell=True, text=True)
attempt(run, ["cat"], input="text\nlines", text=True, capture_output=True)
attempt(run, ["cat"], input="h\xe9\u20ac", encoding="utf-8", capture_output=True)
attempt(run, ["cat"], input="h\xe9", encoding="latin-1", stdout=subprocess.PIPE)
attempt(run, ["printf", "a\\r\\nb\\rc"], text=True, stdout=subprocess.PIPE)
attempt(run, ["printf", "\\377"], text=True, stdout=subprocess.PIPE, errors="replace")
attempt(run, ["cat"], input=b"text", stdin=subprocess.PIPE)
attempt(run, ["cat"], capture_output=True, stdout=subprocess.PIPE)
attempt(subprocess.check_output, ["cat"], stdout=3)
attempt(subprocess.check_output, ["cat"], input=None)
attempt(run, ["cat"], input="x", stdout=subprocess.PIPE)
attempt(run, ["cat"], input=b"x", text=True, stdout=subprocess.PIPE)
attempt(run, ["sh", "-c", "echo $FOO"], env={"FOO": "bar"}, stdout=subprocess.PIPE)
attempt(run, ["pwd"], cwd="/", stdout=subprocess.PIPE)
attempt(run, ["sh", "-c", "echo e >&2; echo o"], stderr=subprocess.STDOUT, stdout=subprocess.PIPE)
attempt(run, ["sh", "-c", "echo e >&2; echo o"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
attempt(run, ["cat"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
attempt(subprocess.getoutput, "echo hi")
attempt(subprocess.getstatusoutput, "echo x; exit 3")
attempt(subprocess.list2cmdline, ["a b", "c", "", 'q"uote', "back\\slash", "end\\ \\"])
print(subprocess.PIPE, subprocess.STDOUT, subprocess.DEVNULL, subprocess.CalledProcessError.__mro__)
try:
    run(["sh", "-c", "echo o; echo e >&2; exit 4"], check=True, capture_output=True)
except subprocess.CalledProcessError as error:
    print(repr(error), error.returncode, error.cmd, error.output, error.stdout, error.stderr, error.args)
completed = run(["false"])
attempt(completed.check_returncode)

# Pipes.
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(p, p.args, p.poll(), p.pid > 0, p.returncode, type(p.stdin), type(p.stdout), p.stderr)
print(p.stdin.write(b"one\ntwo\n"), p.stdin.flush(), p.stdout.readline(), p.stdout.read(2))
print(p.communicate(b"three"), p.returncode, p)
print(p.communicate is not None, p.stdin.closed, p.stdout.closed)
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
p.stdin.write("a\nb\nlast")
p.stdin.close()
print(repr(p.stdout.readline()), list(p.stdout), p.wait())
p.stdout.close()
attempt(p.stdout.read)
attempt(p.stdin.write, "x")
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as p:
    print(type(p.stdin).__name__, p.stdin.write(b"unbuffered"), p.stdout.read(100))
print(p.returncode)
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as p:
    p.stdin.write("a line\n")
    print(repr(p.stdout.readline()))
with subprocess.Popen(["true"], stdin=subprocess.PIPE) as p:
    p.wait()
    p.stdin.write(b"x")
    attempt(p.stdin.flush)
    try:
        p.stdin.close()
    except BrokenPipeError as error:
        print("BrokenPipeError", error)
big = b"0123456789" * 50000
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
out, err = p.communicate(big)
print(out == big, err)
first = subprocess.Popen(["printf", "b\\na\\n"], stdout=subprocess.PIPE)
second = subprocess.Popen(["sort"], stdin=first.stdout, stdout=subprocess.PIPE)
first.stdout.close()
print(second.communicate(), first.wait())
r, w = os.pipe()
p = subprocess.Popen(["sh", "-c", "echo through >&%d" % w], pass_fds=(w,))
print(p.wait())
os.close(w)
print(os.read(r, 100))
os.close(r)

# Ends.
p = subprocess.Popen(["sleep", "100"])
p.terminate()
print(p.wait(), p.returncode, p, p.kill(), p.poll())
p = subprocess.Popen(["sleep", "100"])
attempt(p.wait, timeout=0.02)
try:
    p.communicate(timeout=0.02)
except subprocess.TimeoutExpired as error:
    print(type(error).__name__, error.cmd, error.timeout <= 0.02, error.output)
p.send_signal(signal.SIGKILL)
print(p.wait())
try:
    run(["sh", "-c", "echo begun; exec sleep 100"], stdout=subprocess.PIPE, timeout=0.5)
except subprocess.TimeoutExpired as error:
    print(type(error).__name__, error.cmd, error.output)
p = subprocess.Popen(["sh", "-c", "read x; exit 7"], stdin=subprocess.PIPE)
waited = []
waiters = [threading.Thread(target=lambda: waited.append(p.wait())) for _ in range(3)]
for waiter in waiters:
    waiter.start()
p.stdin.close()
for waiter in waiters:
    waiter.join()
print(waited)

# Another of us.
completed = run([sys.executable, "-c", "import sys; print(sys.argv, 'ok'); sys.exit(5)", "one", "two"], capture_output=True, text=True)
print(completed.returncode, completed.stdout, completed.stderr, os.path.isabs(sys.executable))
child = """
import sys
for line in sys.stdin:
    print(line.strip() + '!', flush=True)
"""
with subprocess.Popen([sys.executable, "-c", child], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as p:
    for word in ("un", "deux"):
        p.stdin.write(word + "\n")
        p.stdin.flush()
        print(p.stdout.readline(), end="")
print(p.returncode)
child = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(9))
print('ready', flush=True)
time.sleep(100)
"""
for sent in (signal.SIGTERM, signal.SIGINT):
    with subprocess.Popen([sys.executable, "-c", child], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as p:
        print(p.stdout.readline())
        p.send_signal(sent)
        print(p.stderr.read().endswith(b"KeyboardInterrupt\n"))
    print(p.returncode)
print(os.system("exit 3") >> 8, os.system("kill -9 $$") & 127)
