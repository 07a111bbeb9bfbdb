"""Threads that import the same modules at once, again and again, and end."""
import sys

from _hammer import hammer, operation


@operation(KeyError)
def import_one(rng):
    import _part_one
    if _part_one.complete != ("one", "two"):
        raise AssertionError("half a module")


@operation(KeyError)
def import_other(rng):
    from _part_two import complete, square
    if complete != ("two",) or square(3) != 9:
        raise AssertionError("half a module")


@operation(KeyError)
def forget(rng):
    name = rng.choice(["_part_one", "_part_two"])
    module = sys.modules.get(name)
    if module is not None and hasattr(module, "complete") and rng.random() < 0.2:
        sys.modules.pop(name, None)


hammer()
