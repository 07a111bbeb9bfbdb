# Long strings, lists and dicts.
s = "abc" * 1000000
print(
    len(s), s[-1], s.count("ca"), s.find("cc"), len(s.upper()), s.replace("a", "")[:5], len(s.split("b")),
    hash(s) == hash("abc" * 1000000), s == "abc" * 1000000
)
parts = [str(i) for i in range(200000)]
joined = ",".join(parts)
print(len(joined), joined[-13:], joined.split(",") == parts, len(joined.replace(",", "")))
numbers = list(range(300000))
numbers.reverse()
print(sorted(numbers)[:3], sum(numbers), max(numbers), len(numbers[::7]), numbers[::-1] == sorted(numbers))
table = {i: str(i) for i in range(200000)}
print(len(table), table[199999], sum(table), len("".join(table.values())))
for i in range(0, 200000, 2):
    del table[i]
print(len(table), next(iter(table)))
unique = {i % 1000 for i in range(500000)}
print(len(unique), sum(unique))
text = ""
for i in range(200000):
    text += "x"
print(len(text))
nested = [[j for j in range(100)] for i in range(2000)]
print(sum(map(sum, nested)), len(nested))
big = tuple(range(200000))
print(len(big + big), big[-1], hash(big) == hash(tuple(range(200000))), big == tuple(numbers[::-1][:200000]))


def generate(n):
    for i in range(n):
        yield i


print(sum(generate(300000)), sum(x * x for x in range(200000)), len(list(zip(generate(1000), generate(1000)))))
objects = []


class Item:
    def __init__(self, n):
        self.n = n


for i in range(100000):
    objects.append(Item(i))
print(sum(o.n for o in objects), len({id(o) for o in objects}))
total = 0
for i in range(300000):
    total += Item(i).n
print(total)
