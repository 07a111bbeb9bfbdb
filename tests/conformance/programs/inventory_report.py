# Parsing text, grouping, sorting and tabular output.
DATA = """
fruit,apple,10,0.5
fruit,banana,25,0.25
vegetable,carrot,7,0.3
fruit,cherry,100,0.1
dairy,milk,x,1.2
vegetable,potato,50,0.15
dairy,cheese,3,12.75
broken line
fruit,apple,5,0.55
"""


def records(text):
    for number, line in enumerate(text.strip().splitlines(), 1):
        fields = line.split(",")
        try:
            kind, name, quantity, price = fields
            yield kind, name, int(quantity), float(price)
        except ValueError as error:
            print(f"line {number}: {error}")


totals = {}
items = {}
for kind, name, quantity, price in records(DATA):
    kind_total, count = totals.get(kind, (0.0, 0))
    totals[kind] = (kind_total + quantity * price, count + quantity)
    items.setdefault(kind, {}).setdefault(name, []).append((quantity, price))
width = max(len(k) for k in totals)
print(f"{'kind':<{width}} {'count':>6} {'value':>10}")
print("-" * (width + 18))
for kind, (value, count) in sorted(totals.items(), key=lambda entry: -entry[1][0]):
    print(f"{kind:<{width}} {count:>6d} {value:>10.2f}")
    for name in sorted(items[kind]):
        lots = items[kind][name]
        average = sum(q * p for q, p in lots) / sum(q for q, _ in lots)
        print(f"  {name.title():<{width - 2}} {sum(q for q, _ in lots):>6} {average:>10.4f} {'*' * min(10, len(lots) * 3)}")
print("%-*s %6d %10.2f" % (width, "total", sum(c for _, c in totals.values()), sum(v for v, _ in totals.values())))
print("most valuable: {0[0]} ({0[1]:.1%} of all)".format(max(((k, v / sum(w for w, _ in totals.values())) for k, (v, _) in totals.items()), key=lambda p: p[1])))
index = {}
for kind, names in items.items():
    for name in names:
        for letter in sorted(set(name)):
            index.setdefault(letter, set()).add(name)
print({letter: sorted(names) for letter, names in sorted(index.items()) if len(names) > 2})
