# TypeError texts of unary and binary operators, comparisons, and in-place operators on builtin types.


class Thing:
    pass


pairs = [
    (1, "a"), ("a", 1), ([1], (2,)), (None, 1), ({}, []), (1.5, "x"), (Thing(), 1), (1, Thing()), (len, 1),
    ("s", None), (True, "t"), ({1}, [1]), (int, 5)
]
operators = [
    ("+", lambda a, b: a + b),
    ("-", lambda a, b: a - b),
    ("*", lambda a, b: a * b),
    ("/", lambda a, b: a / b),
    ("//", lambda a, b: a // b),
    ("%", lambda a, b: a % b),
    ("**", lambda a, b: a**b),
    ("<<", lambda a, b: a << b),
    (">>", lambda a, b: a >> b),
    ("&", lambda a, b: a & b),
    ("|", lambda a, b: a | b),
    ("^", lambda a, b: a ^ b),
    ("@", lambda a, b: a @ b),
    ("<", lambda a, b: a < b),
    ("<=", lambda a, b: a <= b),
    (">", lambda a, b: a > b),
    (">=", lambda a, b: a >= b),
    ("in", lambda a, b: a in b),
    ("divmod", lambda a, b: divmod(a, b)),
]
for symbol, operator in operators:
    for a, b in pairs:
        try:
            operator(a, b)
            print(symbol, type(a).__name__, type(b).__name__, "works")
        except TypeError as error:
            print(symbol, type(error).__name__, error)
for value in ("a", [1], None, (), {}, Thing(), len, {1}):
    for name, unary in (("-", lambda v: -v), ("+", lambda v: +v), ("~", lambda v: ~v), ("abs", abs)):
        try:
            unary(value)
        except TypeError as error:
            print(name, error)
for value in (1.5, "a"):
    try:
        ~value
    except TypeError as error:
        print(error)
