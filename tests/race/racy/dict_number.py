import threading

counts = {7: 0}


def work():
    counts[7] += 1  # race: counts[7]


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
