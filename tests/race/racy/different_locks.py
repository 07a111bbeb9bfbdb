# Each thread holds a lock, but not the same.
import threading

total = 0


def work(lock):
    global total
    with lock:
        total += 1  # race: total


threads = [threading.Thread(target=work, args=(threading.Lock(),)) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
