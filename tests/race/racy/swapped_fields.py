import threading


class Pair:
    def __init__(self):
        self.left = 1


pair = Pair()


def set_one():
    pair.left = 1  # race: left


def set_two():
    pair.left = 2  # race: left


one, two = threading.Thread(target=set_one), threading.Thread(target=set_two)
one.start()
two.start()
one.join()
two.join()
