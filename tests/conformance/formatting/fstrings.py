# f-strings: expressions, conversions, nested specs, =, quotes, braces, evaluation order, multi-line.
name, n, pi, items, table = "World", 42, 3.14159, [1, 2, 3], {"k": "v", 1: "one"}
print(
    f"Hello {name}!", f"{n}", f"{n + 1}", f"{n:>6}|", f"{pi:.2f}", f"{items[0]} {items[-1]}",
    f"{table['k']} {table[1]}", f"{name.upper()}", f"{len(items)}"
)
print(
    f"{{}} {{{n}}} {{n}}", f"{'{'}", f"{n!r} {name!r} {name!s} {'é'!a}", f"{name!r:>10}", f"{n:{6}}", f"{n:{'0'}{8}}",
    f"{pi:{10}.{3}}|", f"{n:#x} {n:b} {n:,}"
)
print(
    f"{n=}", f"{n = }", f"{name=}", f"{n + 1=}", f"{pi=:.2f}", f"{name=!s}", f"{name = !r:>10}", f"{items=}",
    f"{table['k']=}", f"{  n  =  }"
)
print(
    f"{'nested ' + f'{n}'}", f'{f"{n}"}', f"{(lambda x: x * 2)(4)}", f"{ {'a': 1}['a'] }", f"{[x for x in range(3)]}",
    f"{n if n > 5 else 'small'}"
)
print(
    f"{1, 2}", f"{(1, 2)}", f"{n,}", f"{not n}", f"{n == 42}", f"{n != 42}", f"{n > 5:d}", f"{n >= 5}",
    f"{True and None}", f"{(x := 5)}", f"{x}", f"{n!s:5}|", f"{-n}", f"{n % 5}"
)
print(
    f"", f"no expression", f"{''}", f"a{'b'}c{'d'}e", f"{n}{n}{n}", "plain " f"{n} " "plain " f"{name}",
    f"\t{n}\n{name}\\", rf"\d{n}\n", fr"{n}\t", F"{n}", f"\x41{n}\u00e9"
)
print(f"""multi
{n}
  line {name}""", f'''{
    n
}''', f"{(n)}")


def show(value):
    print("<", value, ">", sep="", end="")
    return value


print(f"{show(1)}{show('b')}{show(3):{show(4)}}")


class Thing:
    def __format__(self, spec):
        return f"Thing[{spec}]"

    def __repr__(self):
        return "Thing()"


print(
    f"{Thing()}", f"{Thing():abc}", f"{Thing()!r}", f"{Thing():{n}}", f"{Thing():a{n}b}", f"{Thing():%Y-%m}",
    f"{Thing()!r:>10}", f"{Thing()=}", f"{[Thing()]}"
)
for f in (
    lambda: f"{undefined_name}", lambda: f"{1 / 0}", lambda: f"{n:q}", lambda: f"{name:d}", lambda: f"{items:>5}",
    lambda: f"{table['missing']}"
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
print(
    f"{n:}", f"{name:}", f"{'a':>{n - 38}}", f"{n:{'>' + '6'}}", f"{pi:.{n - 40}f}", f"{'x':{'*'}^{5}}",
    f"{10**20:,}", f"{1e-10:.3g}", f"{n:+}", f"{-0.0:.1f}"
)
print(
    f"{'a' 'b'}", f"{'%d' % 5}", f"{'{}'.format(1)}", f"{chr(65)}", f"{'it' + chr(39) + 's'}", f"{'x' * 3}",
    f"{n:{n}}".strip(), f"{'#' + str(n)}"
)
