# A counter that two threads add to.
import threading

counter = 0


def work():
    global counter
    for _ in range(20):
        counter += 1  # race: counter


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
