# A semaphore that lets two in at once excludes nobody.
import threading

places = threading.Semaphore(2)
inside = threading.Barrier(2)
total = 0


def work():
    global total
    with places:
        inside.wait()
        total += 1  # race: total


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
