# Two threads that take turns by two locks print in a fixed order.
import threading

ping, pong = threading.Lock(), threading.Lock()
pong.acquire()
log = []


def player(name, mine, other, times):
    for n in range(times):
        mine.acquire()
        log.append("%s %d" % (name, n))
        other.release()


threads = [
    threading.Thread(target=player, args=("ping", ping, pong, 5)),
    threading.Thread(target=player, args=("pong", pong, ping, 5))
]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(log)
locks = [threading.Lock() for _ in range(4)]
for lock in locks[1:]:
    lock.acquire()
ring = []


def member(number):
    for turn in range(3):
        locks[number].acquire()
        ring.append(number)
        locks[(number + 1) % 4].release()


threads = [threading.Thread(target=member, args=(n,)) for n in range(4)]
for thread in reversed(threads):
    thread.start()
for thread in threads:
    thread.join()
print(ring)
