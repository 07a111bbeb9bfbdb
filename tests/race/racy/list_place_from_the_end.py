import threading

cells = [0, 0, 0]


def first():
    cells[2] = 1  # race: cells[2]


def last():
    cells[-1] = 2  # race: cells[2]


one, other = threading.Thread(target=first), threading.Thread(target=last)
one.start()
other.start()
one.join()
other.join()
