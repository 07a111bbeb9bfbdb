# print: sep, end, file, flush; sys.stdout.write; what is printed for every kind of value.
import sys

print()
print("a", "b", sep="")
print("a", "b", sep=", ", end="!\n")
print("no newline", end="")
print(" joined")
print(1, 2.5, None, True, [1, "x"], ("t",), {"k": "v"}, {3}, sep=" | ")
print("a", sep="unused")
print(sep="x", end="only end\n")
print("None means default", 1, sep=None, end=None)
print("multi\nline\ttab", "", "empty between", "", sep="<>")
print(*[1, 2, 3], *"ab", sep="-")
print("to stdout", file=sys.stdout)
print("to stderr", file=sys.stderr)
print("file None", file=None, flush=True)
print(sys.stdout.write("written\n"), sys.stdout.write(""), sys.stdout.write("é€\n"))
print(sys.stdout.flush())


class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


sink = Sink()
print("a", 1, sep="+", file=sink)
print(file=sink)
print("x", end="", file=sink)
print(sink.parts)
for f in (
    lambda: print(sep=1), lambda: print(end=5), lambda: print("a", file=5), lambda: print("a", color="red"),
    lambda: sys.stdout.write(5), lambda: sys.stdout.write(), lambda: print("x", file="text")
):
    try:
        f()
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)


class Printed:
    def __str__(self):
        print("inner print")
        return "outer"


print("before", Printed(), "after")
print(print("nested returns None"))
printer = print
printer("alias")
[print(i, end=";") for i in range(3)]
print()
old = sys.stdout
sys.stdout = sink
print("captured")
sys.stdout = old
print(sink.parts[-2:])
print("a" * 100, "é" * 10, "日本語", "😀", "\x00nul" == "\0nul", "\\ backslash", 'quotes "inside"')
for i in range(200):
    print(i, end=" " if i % 20 != 19 else "\n")
