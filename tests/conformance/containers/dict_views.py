# keys, values and items views: liveness, set operations, membership, repr, length.
d = {"a": 1, "b": 2, "c": 3}
keys, values, items = d.keys(), d.values(), d.items()
print(keys, values, items, len(keys), len(values), len(items))
d["d"] = 4
del d["a"]
print(keys, values, items, len(keys), list(keys), list(values), list(items))
print(
    "b" in keys, "z" in keys, 2 in values, 9 in values, ("b", 2) in items, ("b", 3) in items, "b" in items,
    ("b",) in items, ["b", 2] in items
)
print(
    sorted(keys & {"b", "z"}), sorted(keys | {"z"}), sorted(keys - {"b"}), sorted(keys ^ {"b", "z"}),
    sorted(keys & ["c"]), sorted({"b", "q"} - keys), sorted({"q"} | keys), type(keys & set()).__name__
)
print(
    sorted(items & {("b", 2), ("b", 3)}), sorted(items - {("b", 2)}), sorted(items | {("x", 0)}),
    sorted(items ^ {("b", 2)})
)
print(
    keys == {"b", "c", "d"}, keys == {"b": 0, "c": 0, "d": 0}.keys(), keys == ["b", "c", "d"], keys != {"b"},
    keys <= {"b", "c", "d", "e"}, keys < {"b", "c", "d"}, keys >= {"b"}, keys > set(), keys.isdisjoint({"z"}),
    keys.isdisjoint("b"), items == dict(d).items(), values == d.values(), items.isdisjoint([])
)
print(
    iter(keys) is iter(keys), max(keys), sorted(values), sum(values), list(reversed(keys)), list(zip(keys, values)),
    [k for k in keys if d[k] > 2], *values
)
print(
    type(keys).__name__, type(values).__name__, type(items).__name__, type(iter(items)).__name__, bool(keys),
    bool({}.keys()), {}.keys(), {}.values(), {}.items()
)
for f in (
    lambda: keys[0], lambda: keys + keys, lambda: hash(keys), lambda: values & values, lambda: keys & 5,
    lambda: keys.add("x"), lambda: values < values, lambda: d.keys(1), lambda: items[0], lambda: keys - 5,
    lambda: keys < 5, lambda: [] in keys, lambda: ([], 1) in items
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
for key, value in d.items():
    d[key] = value * 10
print(d, items)
for key in list(d):
    if d[key] > 25:
        del d[key]
print(d, keys)
print(
    dict(items), set(keys) == {"b"}, {**d}, tuple(items),
    [*values]
)
nested = {"l": [1], "d": {}}
nested["v"] = 5
print(nested.values(), nested.items())
e = {}
e["me"] = [e]
print(e)
