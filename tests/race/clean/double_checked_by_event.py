import threading

lock = threading.Lock()
made = threading.Event()
instance = None


def work():
    global instance
    if not made.is_set():
        with lock:
            if not made.is_set():
                instance = [1]
                made.set()
    return instance


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
