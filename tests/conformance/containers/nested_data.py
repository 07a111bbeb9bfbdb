# Programs over nested lists, dicts and tuples: grouping, inverting, matrices, deep updates.
people = [
    {"name": "Ann", "age": 30, "tags": ["a", "b"]}, {"name": "Bob", "age": 25, "tags": []},
    {"name": "Cid", "age": 30, "tags": ["b"]}
]
by_age = {}
for person in people:
    by_age.setdefault(person["age"], []).append(person["name"])
print(
    by_age, sorted(by_age.items()), max(people, key=lambda p: (p["age"], p["name"]))["name"],
    [p["name"] for p in people if "b" in p["tags"]]
)
tags = {}
for person in people:
    for tag in person["tags"]:
        tags[tag] = tags.get(tag, 0) + 1
print(tags, {v: k for k, v in tags.items()}, sum(p["age"] for p in people) / len(people))
matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print(
    [list(row) for row in zip(*matrix)], [sum(row) for row in matrix], [row[::-1] for row in matrix],
    [matrix[i][i] for i in range(3)], sum(sum(matrix, []))
)
product = [[sum(a * b for a, b in zip(row, col)) for col in zip(*matrix)] for row in matrix]
print(product)
grid = [["."] * 5 for _ in range(3)]
grid[1][2] = "#"
grid[-1][-1] = "@"
print("\n".join("".join(row) for row in grid))


def deep_update(target, source):
    for key, value in source.items():
        if isinstance(value, dict) and isinstance(target.get(key), dict):
            deep_update(target[key], value)
        else:
            target[key] = value
    return target


print(deep_update({"a": {"b": 1, "c": 2}, "d": 3}, {"a": {"b": 10, "e": 5}, "d": {"new": 1}}))


def flatten(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from flatten(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, (list, tuple)):
        for index, inner in enumerate(value):
            yield from flatten(inner, f"{path}[{index}]")
    else:
        yield path, value


print(dict(flatten({"a": [1, {"b": (2, 3)}], "c": {"d": None}})))
graph = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}
order, seen = [], set()


def visit(node):
    if node not in seen:
        seen.add(node)
        for neighbour in graph[node]:
            visit(neighbour)
        order.append(node)


visit("a")
print(order[::-1], sorted(seen))
queue, distance = ["a"], {"a": 0}
while queue:
    node = queue.pop(0)
    for neighbour in graph[node]:
        if neighbour not in distance:
            distance[neighbour] = distance[node] + 1
            queue.append(neighbour)
print(distance)
text = "it was the best of times it was the worst of times"
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
for word, count in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:4]:
    print(f"{word:<6}{count:>3} {'*' * count}")
triangle = [[1]]
for _ in range(6):
    row = triangle[-1]
    triangle.append([1] + [a + b for a, b in zip(row, row[1:])] + [1])
print(triangle)
