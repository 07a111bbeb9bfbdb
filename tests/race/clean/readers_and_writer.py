import threading


class Shared:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.value = 0

    def read(self):
        with self.changed:
            self.readers += 1
        try:
            return self.value
        finally:
            with self.changed:
                self.readers -= 1
                self.changed.notify_all()

    def write(self):
        with self.changed:
            while self.readers:
                self.changed.wait()
            self.value += 1


shared = Shared()


def read():
    for _ in range(20):
        shared.read()


def write():
    for _ in range(20):
        shared.write()


threads = [threading.Thread(target=each) for each in (read, read, write)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
