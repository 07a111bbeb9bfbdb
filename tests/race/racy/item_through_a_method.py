import threading


class Table:
    def __init__(self):
        self.rows = {}

    def __setitem__(self, key, row):
        self.rows[key] = row  # race: self.rows['k']


table = Table()


def work():
    table['k'] = 1


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
