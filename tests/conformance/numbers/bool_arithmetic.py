# bool is a subclass of int: arithmetic, comparison, indexing, formatting, identity.
print(
    True + True, True - 2, True * 5, False * 5, True / 2, True // 2, True % 2, True**3, -True, +False, ~True,
    abs(True), divmod(True, True), True << 3, True & 1, True & True, True | False, True ^ True
)
print([type(x).__name__ for x in (True + 1, True & True, True | 1, True ^ False, -True, not 1, True and 5, 5 == 5, 1 < 2, bool(3), True * 1, abs(True), +True, True << 1, 1 in [1], True is True, int(True), sum([True]))])
print(
    True == 1, True == 1.0, False == 0, True < 2, False < True, True == "True", True != 1, [True, False, 1].count(1),
    sum([True, False, True]), max(True, False), sorted([True, False, 2, -1])
)
print(
    "ab"[True], [10, 20][False], {1: "one"}[True], {True: "t", 1: "one", 0: "zero", False: "f"}, "x" * True,
    range(True), list(range(3))[True:], (1, 2)[-True]
)
print(
    str(True), repr(False), f"{True}", "%s %d %r" % (True, True, False), format(True, "d"), "{:>6}".format(True),
    f"{True:5}", int(True), float(True), hex(True), bin(False), hash(True), round(True), chr(True + 64)
)
print(
    bool(), bool(0), bool(""), bool("False"), bool([]), bool([0]), bool(None), bool(0.0), bool(-0.0), bool("0"),
    bool(int), bool(range(0)), bool(float("nan"))
)
print(
    isinstance(True, int), isinstance(1, bool), issubclass(bool, int), type(True) is bool, type(True) == int,
    True.__class__, bool.__mro__, bool("x") is True, (1 == 1) is True, not not 5 is True, not "" is True
)
print(
    True and "yes", False or "no", not True == False, (not True) == False, 1 if True else 0, all([True, 1]),
    any([False, 0]), True if "" else False, [x for x in (True, False) if x]
)
x = True
x += 1
y = False
y |= True
z = True
z &= False
print(x, y, z, type(x).__name__, type(y).__name__)
for f in (
    lambda: True + "a", lambda: bool(1, 2), lambda: True(), lambda: True[0], lambda: len(True), lambda: iter(True),
    lambda: True < "a", lambda: True.x
):
    try:
        print(f())
    except (TypeError, AttributeError) as error:
        print(error)
