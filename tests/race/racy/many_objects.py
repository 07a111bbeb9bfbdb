# Objects die and their memory is used again between the accesses that race.
import threading


class Cell:
    def __init__(self, value):
        self.value = value


shared = Cell(0)


def work():
    for i in range(20000):
        cell = Cell(i)
        cell.value += 1
    shared.value += 1  # race: value


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
