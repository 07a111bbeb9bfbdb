# Annotations on variables, parameters and returns are evaluated where CPython evaluates them, and bind nothing.
from typing import Dict, List, Optional


def show(value):
    print("annotation", value)
    return value


x: int = 5
print(x)
y: show("evaluated at module level")
try:
    print(y)
except NameError as error:
    print(error)


def annotated(
    a: show("a"), b: show("b") = 2, *args: show("args"), c: show("c") = 3, **kwargs: show("kwargs")
) -> show("return"):
    local: show("never evaluated") = 1
    only_declared: undefined_name
    return a, b, args, c, kwargs, local


print(annotated(1, 2, 3, c=4, d=5))


def unbound_local():
    value: int
    try:
        return value
    except UnboundLocalError as error:
        return str(error)


print(unbound_local())


class Point:
    x: float = 0.0
    y: float
    label: "forward reference" = "p"

    def move(self, dx: float) -> "Point":
        self.x: float = self.x + dx
        return self


print(Point().move(1.5).x, Point.label, hasattr(Point, "y"))
data = {}
data["k"]: int = 3
print(data)
(parenthesised): int = 4
print(parenthesised)
pair: tuple = 1, 2
print(pair)
names: List[str] = ["a"]
table: Dict[str, Optional[int]] = {"a": None}
print(names, table)
nothing: None = None
items: "list[int]" = [1, 2]
print(nothing, items)
