import threading
from collections import deque

results, seen, groups, recent = [], set(), {}, deque(maxlen=5)


def work():
    for i in range(20):
        results.append(i)
        seen.add(i)
        groups.setdefault(i % 3, []).append(i)
        recent.append(i)
        len(results)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
