import threading

TABLE = (1, 2, 3)
NAMES = {'one': 1}


class Limits:
    most = 10


def work():
    return TABLE[1] + NAMES['one'] + Limits.most


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
