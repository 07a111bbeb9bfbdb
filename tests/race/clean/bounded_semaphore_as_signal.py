import threading

full = threading.Semaphore(0)
empty = threading.BoundedSemaphore(1)
slot = None


def work():
    global slot
    for i in range(20):
        empty.acquire()
        slot = i
        full.release()


thread = threading.Thread(target=work)
thread.start()
for _ in range(20):
    full.acquire()
    seen = slot
    empty.release()
thread.join()
