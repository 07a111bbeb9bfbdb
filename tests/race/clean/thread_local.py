import threading

mine = threading.local()


def work():
    mine.total = 0
    for _ in range(20):
        mine.total += 1


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
