import threading

lock = threading.Lock()
total = [0]


def work():
    for _ in range(50):
        lock.acquire()
        try:
            total[0] += 1
        finally:
            lock.release()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
