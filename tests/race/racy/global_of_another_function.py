import threading

level = 0


def raise_level():
    global level
    level += 1  # race: level


def work():
    raise_level()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
