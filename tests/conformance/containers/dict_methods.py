# Every dict method.
d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.setdefault("a", 9), d.setdefault("c", 3), d.setdefault("n"), d)
print(
    d.pop("n"), d.pop("zz", "default"), d.pop("a"), d, d.update({"b": 20, "e": 5}), d, d.update(f=6, b=200), d,
    d.update([("g", 7), ("h", 8)]), d.update(), d
)
print(
    d.popitem(), d.popitem(), d, d.copy() == d, d.copy() is d, list(d.keys()), list(d.values()), list(d.items()),
    len(d)
)
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys((), 1), {}.fromkeys("x", []), d.clear(), d)
shared = dict.fromkeys([1, 2], [])
shared[1].append("shared")
print(shared)
print(
    dict(), dict(a=1), dict({"k": 1}), dict([("a", 1), ["b", 2]]), dict({"a": 1}, a=2, b=3),
    dict(zip("ab", range(2))), dict([]), dict(**{"x": 1}), dict(["ab", (1, 2)])
)
print({"a": 1} | {"b": 2}, {"a": 1} | {"a": 2}, {} | {}, {"z": 1, "a": 2} | {"z": 3})
e = {"a": 1}
e |= {"b": 2}
e |= [("c", 3)]
print(
    e, {"a": 1} == {"a": 1.0}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {"a": 1} != {"a": 2}, {1: 2} == {1: 2, 3: 4},
    {} == {}, {} == []
)
for f in (
    lambda: {}["x"], lambda: {}.pop("x"), lambda: {}.popitem(), lambda: {}[[]], lambda: {[]: 1}, lambda: {}.get([]),
    lambda: {}.update(5), lambda: {}.update([1]), lambda: {}.update([(1,)]), lambda: {}.update("ab"), lambda: dict(5),
    lambda: dict.fromkeys(5), lambda: {} | [], lambda: {} < {}, lambda: {} + {}, lambda: {}.pop(), lambda: {}.get(),
    lambda: {}.setdefault([]), lambda: dict(1, 2), lambda: {}.missing, lambda: {1: 2}(1), lambda: {}.update({}, {}),
    lambda: {(1, []): 2}
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
n = {
    1: "int", "1": "str", (1,): "tuple", None: "none", True: "replaces 1", 1.5: "float", frozenset([1]): "set",
    len: "function"
}
print(n[1], n[1.0], n[None], n[(1,)], n[1.5], len(n), n[frozenset({1})], n[len], list(n)[0])
n[1] += "!"
del n[None]
print(n[True], None in n, "1" in n, 2 not in n)
f = {}
f["self"] = f
print(f, f["self"]["self"] is f, len(f))
nested = {"a": {"b": {"c": [1, {"d": 2}]}}}
nested["a"]["b"]["c"][1]["d"] += 40
print(nested, nested["a"]["b"]["c"][1]["d"])
print(bool({}), bool({0: 0}), str({"k": [1]}))
