import threading


class Meter:
    def __init__(self):
        self._lock = threading.Lock()
        self._level = 0

    @property
    def level(self):
        with self._lock:
            return self._level

    @level.setter
    def level(self, value):
        with self._lock:
            self._level = value


meter = Meter()


def work():
    meter.level = meter.level + 1


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
