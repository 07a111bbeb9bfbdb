# Queues, in one thread and between several.
import queue
import threading
from queue import Empty, Full, LifoQueue, PriorityQueue, Queue, SimpleQueue


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__module__, type(error).__name__, error)


q = Queue()
for i in range(3):
    q.put(i)
print(q.qsize(), q.empty(), q.full(), q.get(), q.get_nowait(), q.get(True, 1), q.empty(), q.maxsize, q.unfinished_tasks)
q = Queue(2)
q.put('a')
q.put_nowait('b')
print(q.full(), q.qsize(), q.queue)
show(lambda: q.put_nowait('c'))
show(lambda: q.put('c', block=False))
show(lambda: q.put('c', timeout=0.001))
show(lambda: q.put('c', timeout=-1))
show(lambda: q.get(timeout=-1))
print(q.get(), q.get())
show(lambda: q.get_nowait())
show(lambda: q.get(False))
show(lambda: q.get(timeout=0.001))
q.task_done()
q.task_done()
show(lambda: q.task_done())
q.join()
p = PriorityQueue()
for item in [(3, 'c'), (1, 'a'), (2, 'b')]:
    p.put(item)
print([p.get() for _ in range(3)])
p.put(1)
show(lambda: p.put('x'))
l = LifoQueue(maxsize=3)
for item in 'abc':
    l.put(item)
print(l.full(), [l.get() for _ in range(3)], l.empty())
s = SimpleQueue()
s.put(1)
s.put_nowait(2)
s.put(3, block=False, timeout=None)
print(s.qsize(), s.empty(), s.get(), s.get_nowait(), s.get(block=True, timeout=1), s.empty())
show(lambda: s.get_nowait())
show(lambda: s.get(False))
show(lambda: s.get(timeout=0.001))
show(lambda: s.get(timeout=-1))
show(lambda: SimpleQueue(1))
print(Queue[int], SimpleQueue, Empty, Full, SimpleQueue[int], issubclass(LifoQueue, Queue), queue.Queue is Queue)

# Producers and consumers.
for kind in (Queue, LifoQueue, PriorityQueue, SimpleQueue):
    shared = kind() if kind is SimpleQueue else kind(3)
    results = []

    def produce(start):
        for i in range(start, start + 50):
            shared.put(i)

    def consume():
        while True:
            item = shared.get()
            if item == 10 ** 6:
                return
            results.append(item)
            if kind is not SimpleQueue:
                shared.task_done()

    producers = [threading.Thread(target=produce, args=(n * 50,)) for n in range(3)]
    consumers = [threading.Thread(target=consume) for _ in range(3)]
    for thread in producers + consumers:
        thread.start()
    for thread in producers:
        thread.join()
    if kind is SimpleQueue:
        pass
    else:
        shared.join()
    for _ in consumers:
        shared.put(10 ** 6)
    for thread in consumers:
        thread.join()
    print(kind.__name__, len(results), sorted(results) == list(range(150)) or len(set(results)))


class Evens(Queue):
    def _put(self, item):
        if item % 2 == 0:
            super()._put(item)


e = Evens()
for i in range(6):
    e.put(i)
print([e.get() for _ in range(e.qsize())])

# A getter that waits is woken.
waiting = SimpleQueue()
answers = SimpleQueue()
threads = [threading.Thread(target=lambda: answers.put(waiting.get() * 2)) for _ in range(5)]
for thread in threads:
    thread.start()
for i in range(5):
    waiting.put(i)
print(sorted(answers.get() for _ in range(5)))
for thread in threads:
    thread.join()
