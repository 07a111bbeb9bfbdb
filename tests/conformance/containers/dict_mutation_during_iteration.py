# Changing the size of a dict or set while iterating raises RuntimeError; changing values does not.
d = {"a": 1, "b": 2, "c": 3}
for key in d:
    d[key] = d[key] + 1
print(d)
for name, loop in (("keys", lambda: d), ("values", lambda: d.values()), ("items", lambda: d.items())):
    try:
        for _ in loop():
            d["new " + name] = 0
    except RuntimeError as error:
        print(name, error, len(d))
try:
    for key in d:
        del d[key]
except RuntimeError as error:
    print(error, list(d)[0])
try:
    for key in d:
        d.pop(key)
        d[key + "!"] = 1
        if len(d) > 20 or key.endswith("!!!"):
            break
except RuntimeError as error:
    print(error)
d = {"x": 1}
for key in d:
    d["y"] = 2
    break
print(d)
it = iter(d)
print(next(it))
d["z"] = 3
try:
    next(it)
except RuntimeError as error:
    print(error)
try:
    print(list(it))
except RuntimeError as error:
    print("still", error)
d = {"x": 1}
try:
    for key in d:
        d["more"] = 1
except RuntimeError as error:
    print("changed in the last turn:", error)
s = {1, 2, 3}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as error:
    print(error)
try:
    for x in s:
        s.discard(x)
except RuntimeError as error:
    print(error)
s = {1}
for x in s:
    s.add(1)
print(s)
d = {i: i for i in range(5)}
for key in list(d):
    if key % 2:
        del d[key]
print(d)
for key in tuple(d.keys()):
    d[key * 10 + 5] = "added"
print(d)
print({k: d.pop(k) for k in list(d)}, d)
d = {1: 1, 2: 2}
try:
    print([d.setdefault(k + 10, 0) for k in d])
except RuntimeError as error:
    print(error)
d = {1: 1, 2: 2}
try:
    sum(d.popitem()[1] for _ in d)
except RuntimeError as error:
    print(error)
d = {1: "a", 2: "b"}
for k in d:
    d.clear() if k == 3 else None
    d.update({k: "same keys"})
print(d)
d.clear()
for k in d:
    print("never")
print(sorted({"k": 1}.items()))
