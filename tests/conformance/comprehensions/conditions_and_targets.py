# Unusual targets, multiple conditions, chained loops using outer variables, empty sources.
print([x for x in range(10) if x > 2 if x < 8 if x % 2], [x for y in range(4) if y for x in range(y) if x])
print([(x, y, z) for x in range(1, 15) for y in range(x, 15) for z in [int((x * x + y * y) ** 0.5)] if z * z == x * x + y * y])
pairs = [("a", (1, 2)), ("b", (3, 4))]
print([name + str(p + q) for name, (p, q) in pairs], {name: [*values] for name, values in pairs})
print([last for *_, last in ["abc", [1, 2], (9,)]], [(h, t) for h, *t in ["abc", "x"]])
store = [None, None]
print([store[0] for store[0] in "xy"], store)
print([x for x in "" for y in undefined], [x for x in range(3) for y in range(0)])
print([x for x in (1, 2)], [(x, y) for x in (1, 2) for y in [x * 10]])
print([i for i, c in enumerate("hello") if c == "l"], [c for c, d in zip("abcd", "bbdd") if c == d])
print([x for x in [[1, 2], [3, 4]] for x in x], [x for x in (1, [2], "3") if not isinstance(x, list)])
print([a if a > b else b for a, b in [(1, 2), (4, 3)]], [x and y for x in (0, 1) for y in (0, 2)])
print([x == y for x in range(2) for y in range(2)], [x is None for x in (None, 0)], [-x for x in range(3)][::-1])
print(
    [line.strip() for line in " a \n b \n".splitlines() if line.strip()],
    [w[0].upper() + w[1:] for w in "ab cd".split()]
)
print([chr(ord("a") + i) for i in range(5)], ["%02d" % i for i in range(3)], [divmod(i, 3) for i in range(6)][3:])
print(
    [max(row) for row in [[1, 5, 2], [9, 3]]], [len(str(2**i)) for i in range(0, 50, 10)],
    [round(x / 3, 2) for x in range(3)]
)
