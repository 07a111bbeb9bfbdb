import threading


class Counter:
    total = 0

    def __init__(self):
        self.lock = threading.Lock()

    def add(self):
        with self.lock:
            Counter.total += 1  # race: total


threads = [threading.Thread(target=Counter().add) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
