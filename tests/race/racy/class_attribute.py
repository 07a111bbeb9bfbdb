import threading


class Connection:
    opened = 0


def work():
    Connection.opened += 1  # race: opened


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
