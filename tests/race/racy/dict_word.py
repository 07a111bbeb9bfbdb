import threading

counts = {'x': 0}


def work():
    counts['x'] += 1  # race: counts['x']


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
