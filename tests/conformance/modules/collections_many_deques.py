# Enough of them, and of what has them inside, for memory to be used again many times.
from collections import deque
import threading

kept = []
for i in range(60000):
    d = deque([i, [i]], 3)
    c = threading.Condition()
    with c:
        c.notify_all()
    if i % 1000 == 0:
        kept.append((d, c))
print(len(kept), sum(d[0] for d, c in kept), sum(d[1][0] for d, c in kept))
