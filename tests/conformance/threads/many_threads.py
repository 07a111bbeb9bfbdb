# Many threads, alive at the same time, and their bookkeeping.
import threading

gate = threading.Lock()
gate.acquire()
passed = []


def wait(n):
    with gate:
        passed.append(n)


threads = [threading.Thread(target=wait, args=(n,), name="t%d" % n) for n in range(40)]
for thread in threads:
    thread.start()
print(threading.active_count(), all(thread.is_alive() for thread in threads), len(threading.enumerate()))
print(len({thread.ident for thread in threads}), sorted(t.name for t in threading.enumerate())[:3])
gate.release()
for thread in threads:
    thread.join()
print(sorted(passed) == list(range(40)), threading.active_count(), any(thread.is_alive() for thread in threads))
for wave in range(5):
    wave_threads = [threading.Thread(target=passed.append, args=(wave,)) for _ in range(20)]
    for thread in wave_threads:
        thread.start()
    for thread in wave_threads:
        thread.join()
print(len(passed), passed[-1])


def tree(depth):
    if depth == 0:
        with gate:
            passed.append("leaf")
        return
    children = [threading.Thread(target=tree, args=(depth - 1,)) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()


tree(4)
print(passed.count("leaf"))
