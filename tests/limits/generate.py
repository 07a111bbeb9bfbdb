#!/usr/bin/env python3
"""Write programs that are too large or too deep to be written by hand into a folder: each at a limit or past it.

    generate.py FOLDER

The programs are the same each time. CPython 3.11 decides what each of them must do.
"""
from pathlib import Path
import sys

PROGRAMS = {}


def program(function):
    """Register a function that returns a program's lines, as PROGRAMS["its name"]."""
    PROGRAMS[function.__name__] = function
    return function


def lines(template, count, start=0):
    return [template.format(i=i, j=i + 1) for i in range(start, start + count)]


# Calls and names.


@program
def arguments_300_positional():
    names = ", ".join(lines("p{i}", 300))
    values = ", ".join(lines("{i}", 300))
    return [f"def f({names}):", f"    return ({names})", f"r = f({values})", "print(len(r), r[0], r[255], r[256], r[299])",
            "try:", "    f(1)", "except TypeError as error:", "    print(len(str(error)), str(error)[:60], str(error)[-40:])",
            f"try:\n    f({values}, 300)\nexcept TypeError as error:\n    print(error)"]


@program
def arguments_300_keywords():
    names = ", ".join(lines("k{i}={i}", 300))
    values = ", ".join(lines("k{i}={j}", 300))
    return [f"def f(*, {names}):", "    return k0 + k150 * k255 + k256 - k299", f"print(f(), f({values}), f(k299=0))",
            "def g(**kwargs):", "    return len(kwargs), sum(kwargs.values()), list(kwargs)[-1]", f"print(g({values}))"]


@program
def arguments_from_long_sequences():
    return ["def f(*args, **kwargs):", "    return len(args), sum(args), len(kwargs)",
            "print(f(*range(100000)), f(*range(10), *range(1000)), f(**{'k%d' % i: i for i in range(20000)}))",
            "print(max(*range(5000)), len([*range(100000), *range(5)]), len('%d' * 5000 % tuple(range(5000))))"]


@program
def locals_many():
    body = lines("    v{i} = {i} + a", 3000)
    total = " + ".join(lines("v{i}", 1000))
    return ["def f(a):", *body, "    def inner():", "        return v2999 + v0 + v256", f"    return inner(), {total}, v2999",
            "print(f(1), f(10))"]


@program
def globals_many():
    return [*lines("g{i} = {i}", 10000), "def f():", "    return g0 + g255 + g256 + g9999", "print(f(), g5000)",
            "g9999 = 'rebound'", "print(g9999)"]


@program
def closure_cells_many():
    return ["def outer():", *lines("    c{i} = {i}", 600), "    def inner():", "        nonlocal c599", "        c599 += 1",
            "        return " + " + ".join(lines("c{i}", 600)), "    return inner", "f = outer()", "print(f(), f())"]


@program
def constants_many():
    return ["x = 0", *lines("x += {i}.5", 20000), "print(x)", *lines("s = 's{i}'", 20000), "print(s)"]


@program
def attributes_and_methods_many():
    return ["class C:", "    def __init__(self):", *lines("        self.a{i} = {i}", 2000),
            *lines("    def m{i}(self):\n        return self.a{i} + {i}", 2000), "c = C()",
            "print(c.m0(), c.m300(), c.m1999(), len(vars(c)), sum(vars(c).values()))", "for i in range(3000):",
            "    setattr(c, 'x%d' % i, i)", "print(len(vars(c)), c.x2999, c.a1999, list(vars(c))[-1])"]


@program
def classes_deep_inheritance():
    return ["class C0:", "    def m(self):", "        return 0", "    base = 'bottom'",
            *lines("class C{j}(C{i}):\n    def m(self):\n        return super().m() + 1", 300),
            "print(C300().m(), C300.base, len(C300.__mro__), isinstance(C300(), C0), issubclass(C0, C300))"]


@program
def decorators_many():
    return ["def add(f):", "    return lambda: f() + 1", *["@add"] * 300, "def f():", "    return 0", "print(f())"]


@program
def defaults_many():
    return ["def f(" + ", ".join(lines("a{i}={i}", 500)) + "):", "    return a0, a255, a256, a499", "print(f(), f(1, a499=2))"]


# Expressions.


@program
def parentheses_nested_200():
    return ["print(" + "(" * 199 + "1" + ")" * 199 + ")", "print(" + "[" * 199 + "]" * 199 + ")",
            "x = " + "(" * 100 + "2 + 3" + ") * 1" * 100, "print(x)", "print(" + "-" * 2000 + "5, " + "not " * 2000 + "True)"]


@program
def parentheses_nested_201():
    return ["print('never printed')", "print(" + "(" * 200 + "1" + ")" * 200 + ")"]


@program
def sum_of_many_terms():
    terms = " + ".join(lines("{i}", 2900))
    return [f"print({terms})", "print(" + " * ".join(["1"] * 2900 + ["7"]) + ")",
            "x = 1", "print(" + " - ".join(["x"] * 2900) + ")", "print(len(" + " + ".join(["'ab'"] * 2900) + "))",
            "print(" + " + ".join(["[x]"] * 2900) + " == [1] * 2900)"]


@program
def boolean_chains_long():
    return ["x = 1", "print(" + " and ".join(["x"] * 3000) + ", " + " or ".join(["0"] * 3000 + ["x"]) + ")",
            "print(" + " < ".join(lines("{i}", 1500)) + ", " + " < ".join(lines("{i}", 800)) + " < 0)"]


@program
def conditional_expressions_long():
    return ["x = 350", "print(" + " else ".join(lines("{i} if x == {i}", 2000)) + " else 'none')"]


@program
def attribute_and_call_chains():
    return ["class N:", "    def __init__(self):", "        self.n = self", "        self.count = 0", "    def m(self):",
            "        self.count += 1", "        return self", "n = N()", "n" + ".m()" * 1400 + ".m()", "print(n.count, n" + ".n" * 2800 + ".count)",
            "d = {}", "d['k'] = d", "print(len(d" + "['k']" * 2800 + "))"]


@program
def literals_large():
    return ["a = [" + ", ".join(lines("{i}", 10000)) + "]", "print(len(a), sum(a), a[9999])",
            "t = (" + ", ".join(lines("'{i}'", 10000)) + ")", "print(len(t), t[9999])",
            "d = {" + ", ".join(lines("'k{i}': {i}", 10000)) + "}", "print(len(d), d['k9999'])",
            "s = {" + ", ".join(lines("{i}", 10000)) + "}", "print(len(s), sum(s))",
            "print(len([" + ", ".join(["a[0]"] * 5000) + "]), len({" + ", ".join(lines("a[{i}]: a[{j}]", 3000)) + "}))",
            "x = 1", "print(len([x, " + ", ".join(["*a"] * 20) + ", x]), sum((" + ", ".join(["x"] * 5000) + ")))"]


@program
def strings_long():
    return ["s = '" + "0123456789" * 20000 + "'", "print(len(s), s[100000], s[-1], s.count('5'))",
            "p = (" + " ".join(lines("'piece {i} '", 5000)) + ")", "print(len(p), p[-12:])", "x = 7",
            "f = f'" + "".join(lines("{{x}}-{i} ", 2000)) + "'", "print(len(f), f[-10:])",
            "print(len('%s ' * 2000 % (" + "x, " * 2000 + ")), len('{} ' * 2000), '{}'.format(x))",
            "n = " + "9" * 4300, "print(n % 1000007)", "h = 0x" + "f" * 10000, "print(h.bit_length())"]


@program
def integer_literal_4301_digits():
    return ["print('never printed')", "n = " + "9" * 4301]


@program
def unpacking_wide():
    names = ", ".join(lines("a{i}", 1000))
    before = ", ".join(lines("b{i}", 255))
    return [f"{names} = range(1000)", "print(a0, a255, a256, a999)", f"{before}, *rest = range(260)", "print(rest, b254)",
            f"first, *middle, {names} = range(1300)", "print(first, len(middle), a0, a999)",
            f"try:\n    {names} = range(999)\nexcept ValueError as error:\n    print(error)",
            " = ".join(lines("c{i}", 500)) + " = []", "c0.append(1)", "print(c499, c0 is c499)"]


@program
def unpacking_star_after_256():
    return ["print('never printed')", ", ".join(lines("a{i}", 256)) + ", *rest = range(300)"]


@program
def lambdas_and_comprehensions_nested():
    return ["f = " + "".join(lines("lambda a{i}: ", 40)) + " + ".join(lines("a{i}", 40)), "for i in range(40):", "    f = f(i)", "print(f)",
            "print(" + "[" * 15 + "1" + "".join(lines(" for v{i} in range(2)]", 15)) + "[0][0][0][0])",
            "print(sum(1" + "".join(lines(" for w{i} in (0, 1)", 12)) + "))"]


# Statements.


@program
def elif_chain_long():
    return ["def pick(x):", "    if x == -1:", "        return 'start'",
            *lines("    elif x == {i}:\n        return 'branch {i}'", 2900), "    else:", "        return 'else'",
            "print([pick(n) for n in (-1, 0, 1, 255, 256, 2899, 2900)])"]


@program
def if_sequence_2000():
    return ["def pick(x):", *lines("    if x == {i}:\n        return 'branch {i}'", 2000), "    return 'end'",
            "print([pick(n) for n in (0, 1, 1024, 1999, 2000)])"]


@program
def statements_10000():
    return ["def f(x):", *lines("    x = x * 3 + {i} & 0xFFFF", 10000), "    return x", "print(f(1), f(2))"]


def far_body(indent, count):
    return lines(" " * indent + "t = t * 5 + i + {i} & 0xFFFFF", count)


@program
def jumps_far():
    return ["def f(n):", "    t = 0", "    for i in range(n):", "        if i == 3:", "            continue", *far_body(8, 12000),
            "        if t & 1 and i > 4:", "            break", "    else:", "        t = -t", "    return t", "print(f(3), f(6), f(9))",
            "def g(n):", "    i = t = 0", "    while i < n:", "        i += 1", "        try:", "            if i == 2:", "                continue",
            *far_body(12, 12000), "            if i == 4:", "                raise ValueError(t)", "        except ValueError as error:",
            "            t += 1", "        finally:", "            t += 2", "    return t", "print(g(1), g(3), g(6))",
            "def h(x):", "    t, i = 1, 2", "    if x:", *far_body(8, 12000), "    else:", *far_body(8, 12000), "        t += 1",
            "    return t", "print(h(0), h(1))", "def k(x):", "    t, i = 1, 2", "    with x:", *far_body(8, 12000), "        t // (t - t)",
            "    return t", "class M:", "    def __enter__(self): return self", "    def __exit__(self, *d): return True", "print(k(M()))"]


@program
def jumps_far_at_module_level():
    return ["t = 0", "for i in range(3):", *far_body(4, 12000), "    if i == 1:", "        break", "print(t, i)", "while t:",
            *far_body(4, 6000), "    t //= 1000003", "print(t)"]


@program
def indentation_99_levels():
    deep = [" " * i + "if True:" for i in range(98)]
    return [*deep, " " * 98 + "print('level 99')", "print('back')"]


@program
def indentation_101_levels():
    deep = [" " * i + "if True:" for i in range(101)]
    return ["print('never printed')", *deep, " " * 101 + "print('too deep')"]


@program
def blocks_nested_20():
    loops = [" " * i + f"for v{i} in (0,):" for i in range(20)]
    withs = [" " * i + "try:" for i in range(18)]
    return [*loops, " " * 20 + "print('20 loops')", *withs, " " * 18 + "x = 1 / 0",
            *[" " * i + f"finally:\n{' ' * i} print({i}, end=' ')" for i in range(17, 0, -1)], "except ZeroDivisionError:", " print('caught')"]


@program
def blocks_nested_21():
    return ["print('never printed')", *[" " * i + f"for v{i} in (0,):" for i in range(21)], " " * 21 + "print('21 loops')"]


@program
def functions_nested():
    opening = [" " * i + f"def f{i}(a{i}):" for i in range(50)]
    closing = [" " * i + f"return f{i}(a{i - 1} + 1)" for i in range(49, 0, -1)]
    return [*opening, " " * 50 + "return a0 + a49", *closing, "print(f0(0))"]


@program
def handlers_many():
    return [*lines("class E{i}(Exception):\n    pass", 300), "def f(e):", "    try:", "        raise e",
            *lines("    except E{i} as error:\n        return 'caught {i}'", 300), "print(f(E0()), f(E255()), f(E299()))",
            *lines("try:\n    raise E{i}({i})\nexcept E{i} as error:\n    last = error", 300), "print(last)"]


@program
def with_many_managers():
    return ["class M:", "    log = []", "    def __enter__(self): return self", "    def __exit__(self, *d): M.log.append(1)",
            "with " + ", ".join(lines("M() as m{i}", 19)) + ":", "    print('inside')", "print(len(M.log))"]


@program
def source_long_with_comments():
    return ["# comment " + "x" * 5000, *["# another line"] * 20000, "", *["    "] * 1000, "print('line 21003')", "\n" * 1000 + "x = 1 / 0"]


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, function in PROGRAMS.items():
        (folder / f"{name}.py").write_text("\n".join(function()) + "\n")
    print(len(PROGRAMS), "programs")


if __name__ == "__main__":
    main()
