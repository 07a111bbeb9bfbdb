import heapq


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


numbers = [(i * 7919) % 101 for i in range(50)]
heap = []
for n in numbers:
    heapq.heappush(heap, n)
    print(heap[0], end=' ')
print(heap)
other = list(numbers)
heapq.heapify(other)
print(other)
print([heapq.heappop(heap) for _ in range(20)], heap)
print(heapq.heapreplace(heap, 0), heapq.heappushpop(heap, -5), heapq.heappushpop(heap, 1000), heap)
print(heapq.nsmallest(3, numbers), heapq.nlargest(3, numbers), heapq.nsmallest(2, ['bb', 'a', 'ccc', 'd'], key=len),
      heapq.nlargest(2, ['bb', 'a', 'ccc', 'dd'], key=len), heapq.nsmallest(0, numbers), heapq.nlargest(-1, numbers))
print(list(heapq.merge([1, 4, 7], [2, 5], [3])), list(heapq.merge(['a', 'ccc'], ['bb'], key=len)),
      list(heapq.merge([7, 4, 1], [5, 2], reverse=True)), list(heapq.merge()), list(heapq.merge([(1, 'a')], [(1, 'b')], key=lambda t: t[0])),
      list(heapq.merge([(1, 'a')], [(1, 'b')], key=lambda t: t[0], reverse=True)))
show(lambda: heapq.heappop([]))
show(lambda: heapq.heapreplace([], 1))
show(lambda: heapq.heappushpop([], 1))
show(lambda: heapq.heappush((), 1))
show(lambda: heapq.heappop(()))
show(lambda: heapq.heapify('abc'))
show(lambda: heapq.heappush([1], 'a'))
show(lambda: heapq.heappush([1]))
tasks = []
for task in [(3, 'c'), (1, 'a'), (2, 'b'), (1, 'z')]:
    heapq.heappush(tasks, task)
print([heapq.heappop(tasks) for _ in range(4)])


class Watched:
    log = []

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        self.log.append((self.n, other.n))
        return self.n < other.n


items = [Watched(n) for n in numbers[:12]]
heapq.heapify(items)
heapq.heappop(items)
heapq.heappush(items, Watched(7))
print([item.n for item in items], Watched.log)


class Shrinking:
    def __lt__(self, other):
        victims.clear()
        return True


victims = [Shrinking() for _ in range(5)]
show(lambda: heapq.heapify(victims))
