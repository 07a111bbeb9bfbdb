import threading

lock = threading.Lock()
total = 0


def work():
    global total
    for _ in range(50):
        while not lock.acquire(False):
            pass
        total += 1
        lock.release()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
