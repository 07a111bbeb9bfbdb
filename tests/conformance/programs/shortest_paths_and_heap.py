# A binary heap written by hand, Dijkstra, topological sort, union-find, knapsack, edit distance, permutations.


class Heap:
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.push(item)

    def push(self, item):
        items = self.items
        items.append(item)
        i = len(items) - 1
        while i and items[i] < items[(i - 1) // 2]:
            items[i], items[(i - 1) // 2] = items[(i - 1) // 2], items[i]
            i = (i - 1) // 2

    def pop(self):
        items = self.items
        top, last = items[0], items.pop()
        if items:
            items[0] = last
            i = 0
            while (child := 2 * i + 1) < len(items):
                if child + 1 < len(items) and items[child + 1] < items[child]:
                    child += 1
                if not items[child] < items[i]:
                    break
                items[i], items[child] = items[child], items[i]
                i = child
        return top

    def __bool__(self):
        return bool(self.items)


def dijkstra(graph, start):
    distance, previous = {start: 0}, {}
    heap = Heap([(0, start)])
    while heap:
        d, node = heap.pop()
        if d > distance[node]:
            continue
        for neighbour, weight in graph[node].items():
            through = d + weight
            if through < distance.get(neighbour, float("inf")):
                distance[neighbour] = through
                previous[neighbour] = node
                heap.push((through, neighbour))
    return distance, previous


graph = {
    "a": {"b": 7, "c": 9, "f": 14}, "b": {"c": 10, "d": 15}, "c": {"d": 11, "f": 2}, "d": {"e": 6}, "e": {},
    "f": {"e": 9}
}
distance, previous = dijkstra(graph, "a")
path, node = [], "e"
while node != "a":
    path.append(node)
    node = previous[node]
print(distance, "a" + "".join(reversed(path)))
heap = Heap([5, 3, 8, 1, 9, 2, 7])
heap.push(0)
print([heap.pop() for _ in range(8)], bool(heap))


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, cb in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (ca != cb))
    return row[-1]


print(
    edit_distance("kitten", "sitting"), edit_distance("", "abc"), edit_distance("same", "same"),
    edit_distance("intention", "execution")
)


def knapsack(items, capacity):
    best = [(0, ())] * (capacity + 1)
    for name, weight, value in items:
        for c in range(capacity, weight - 1, -1):
            candidate = best[c - weight][0] + value
            if candidate > best[c][0]:
                best[c] = (candidate, best[c - weight][1] + (name,))
    return best[capacity]


print(knapsack([("a", 12, 4), ("b", 2, 2), ("c", 1, 1), ("d", 4, 10), ("e", 1, 2)], 15))


class UnionFind:
    def __init__(self, n):
        self.parent = list(range(n))

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self.parent[a] = b
        return a != b


uf = UnionFind(10)
print([uf.union(a, b) for a, b in ((0, 1), (2, 3), (1, 3), (0, 2), (8, 9))], len({uf.find(i) for i in range(10)}))


def queens(n, row=0, columns=0, left=0, right=0):
    if row == n:
        return 1
    count, free = 0, ~(columns | left | right) & ((1 << n) - 1)
    while free:
        bit = free & -free
        free ^= bit
        count += queens(n, row + 1, columns | bit, (left | bit) << 1, (right | bit) >> 1)
    return count


print([queens(n) for n in range(1, 9)])


def permutations(items):
    if not items:
        yield []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            yield [items[i]] + rest


print(
    sum(1 for _ in permutations([1, 2, 3, 4, 5, 6])),
    list(permutations([1, 2, 3]))[-1]
)
coins = [1, 5, 10, 25, 50]
ways = [1] + [0] * 100
for coin in coins:
    for amount in range(coin, 101):
        ways[amount] += ways[amount - coin]
print(ways[100], ways[:12])
