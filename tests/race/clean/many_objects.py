# Objects of one thread come to lie where those of another lay.
import threading


class Cell:
    def __init__(self, value):
        self.value = value


def work():
    table = {}
    for i in range(40000):
        cell = Cell(i)
        cell.value += 1
        table = {'cell': cell}
        table['cell'] = [cell.value]
        table['cell'][0] += 1


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
