# Files over descriptors and sockets: os.fdopen and socket.makefile, binary and text.
import os
import socket
import threading


def attempt(function, *arguments, **named):
    try:
        print(repr(function(*arguments, **named)))
    except Exception as error:
        print(type(error).__name__, error)


def pipe_with(data):
    r, w = os.pipe()
    os.write(w, data)
    os.close(w)
    return r


f = os.fdopen(pipe_with(b"line one\nline two\n\nlast"), "rb")
print(type(f), f.readable(), f.writable(), f.isatty(), f.closed, f.fileno() > 2, f.name == f.fileno(), f.mode)
print(f.read(3), f.peek()[:6], f.readline(), f.readline(4), f.readline(), f.readline(), f.readline(), f.readline(), f.read())
f.close()
print(f.closed)
for function, *arguments in ((f.read,), (f.readline,), (f.read1,), (f.peek,), (f.__enter__,), (f.__iter__,), (f.readlines,)):
    attempt(function, *arguments)
with os.fdopen(pipe_with(b"a\nb\nc"), "rb") as f:
    print(list(f), f.read(5), f.read1(5))
with os.fdopen(pipe_with(b"a\nb\nc"), "rb") as f:
    print(f.readlines(2), f.read(-1), f.read(0))
    attempt(f.read, -5)
with os.fdopen(pipe_with(b"x" * 20000 + b"\nend"), "rb") as f:
    print(len(f.readline()), f.read())
with os.fdopen(pipe_with(b"abc"), "rb", 0) as f:
    print(type(f), f.read(2), f.read(), f.read(), f.readline(), f.mode)
r, w = os.pipe()
with os.fdopen(w, "wb") as f:
    print(type(f), f.write(b"some"), f.write(bytearray(b" bytes")), f.writelines([b"1", b"2"]), f.flush())
    print(os.read(r, 100))
    attempt(f.write, "text")
    attempt(f.write, 5)
    f.write(b"at close")
print(os.read(r, 100), os.read(r, 10))
attempt(f.write, b"x")
attempt(f.flush)
print(f.close())
os.close(r)

# Text.
with os.fdopen(pipe_with("h\u00e9llo\n\u20ac and \U0001f600\r\nmac\rend".encode()), encoding="utf-8") as f:
    print(type(f), f.mode, f.encoding, f.errors, f.line_buffering, f.readable(), f.writable())
    print(ascii(f.read(3)), ascii(f.readline()), ascii(f.readline()), ascii(f.readlines()), repr(f.read()))
for newline in (None, "", "\n"):
    with os.fdopen(pipe_with(b"a\r\nb\rc\nd"), newline=newline) as f:
        print(newline, list(f))
attempt(os.fdopen, 0, "r", 0)
attempt(os.fdopen, "x")
with os.fdopen(pipe_with(b"ok \xff"), encoding="utf-8", errors="replace") as f:
    print(ascii(f.read()))
with os.fdopen(pipe_with(b"ok \xff"), encoding="utf-8") as f:
    attempt(f.read)
r, w = os.pipe()
with os.fdopen(w, "w", encoding="utf-8") as f:
    print(f.write("h\u00e9\n"), f.writelines(["a", "b"]), f.flush(), os.read(r, 100))
    attempt(f.write, b"x")
    print("printed", 5, file=f, flush=True)
    print(os.read(r, 100))
    f.write("rest")
print(os.read(r, 100), f.closed)
attempt(f.write, "x")
attempt(f.read)
os.close(r)
r, w = os.pipe()
f = os.fdopen(w, "w", 1)
f.write("no end")
f.write(" end\n")
print(os.read(r, 100))
os.close(r)
f.close()

# Sockets.
a, b = socket.socketpair()
reader = a.makefile("rb")
writer = b.makefile("w", encoding="utf-8")
writer.write("line\nmore \u20ac\n")
writer.flush()
print(reader.readline(), reader.readline(), type(reader), type(writer), writer.mode)
a.close()
b.close()
print(a.fileno() >= 0, b.fileno() >= 0)
writer.write("last")
writer.close()
print(reader.read(), b.fileno())
reader.close()
print(a.fileno())
attempt(reader.read)
a, b = socket.socketpair()
attempt(a.makefile, "x")
attempt(a.makefile, "r", 0)
with a, b, a.makefile("rwb") as both, b.makefile("rb", 0) as raw:
    both.write(b"there")
    both.flush()
    print(raw.read(100), b.send(b"and back\n"), both.readline(), type(both).__name__, type(raw).__name__)
    a.settimeout(0.01)
    attempt(both.read, 1)
    attempt(both.read, 1)


# One thread writes while another reads line by line.
a, b = socket.socketpair()


def produce():
    with b, b.makefile("w") as out:
        for i in range(1000):
            print("line", i, file=out)


thread = threading.Thread(target=produce)
thread.start()
with a, a.makefile("r") as source:
    lines = [line for line in source]
thread.join()
print(len(lines), lines[0], lines[-1])
