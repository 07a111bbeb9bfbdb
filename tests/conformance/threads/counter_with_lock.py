# A counter shared by threads is exact under a lock.
import threading

lock = threading.Lock()
total = 0
by_thread = {}


def count(name, times):
    global total
    for _ in range(times):
        with lock:
            total += 1
            by_thread[name] = by_thread.get(name, 0) + 1


threads = [threading.Thread(target=count, args=(n, 2000)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total, sorted(by_thread.items()))


class Counter:
    def __init__(self):
        self.value = 0
        self.lock = threading.Lock()

    def increment(self):
        with self.lock:
            value = self.value
            value += 1
            self.value = value


counter = Counter()


def hammer(times):
    for _ in range(times):
        counter.increment()


threads = [threading.Thread(target=hammer, args=(1500,)) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter.value)
appended = []


def append(start):
    for n in range(start, start + 1000):
        appended.append(n)


threads = [threading.Thread(target=append, args=(n * 1000,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(appended), sorted(appended) == list(range(4000)))
table = {}


def fill(base):
    for n in range(500):
        table[base + n] = base


threads = [threading.Thread(target=fill, args=(n * 500,)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(table), sum(table.values()))
