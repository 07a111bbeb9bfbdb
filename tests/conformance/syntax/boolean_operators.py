# and, or, not: short circuit, the operand that is returned, truth of every builtin type, and of objects.


def show(value):
    print("[%r]" % (value,), end=" ")
    return value


print(show(1) and show(2), show(0) and show(2), show(1) or show(2), show(0) or show(2))
print(show("") or show([]) or show(None) or show(0))
print(show(1) and show("a") and show((0,)) and show([0]))
print(show(0) or show(1) and show(2), (show(0) or show(1)) and show(0))
print(not "", not "a", not [], not [[]], not None, not 0.0, not -0.0, not 1e-300)
print(not not "x", not (not 5), -(not 0) + 3)
print(not 1 == 2, not 1 in [1], not 2 not in [1])
for value in (
    0, 1, 0.0, 2.5, "", " ", [], [None], (), ((),), {}, {0: 0}, set(), {0}, None, True, False, range(0), range(1),
    print, int
):
    if value:
        print("true", end=" ")
    else:
        print("false", end=" ")
print()
print(bool(float("nan")), bool(frozenset()), bool(NotImplementedError), bool(10**40), bool(...))


class ByBool:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        return self.answer

    def __len__(self):
        raise RuntimeError("not asked")


class ByLength:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length


class Neither:
    pass


print(bool(ByBool(True)), bool(ByBool(False)), bool(ByLength(0)), bool(ByLength(3)), bool(Neither()), bool(Neither))
for bad in (ByBool(1), ByBool(None), ByLength(-1), ByLength("x")):
    try:
        if bad:
            print("true")
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
empty = ByLength(0)
print((empty or "fallback"), (empty and "never") is empty)
result = [] and 1 or "default"
print(result)
x = None
print(x is None or x > 3, x is not None and x > 3)
