import threading

total = 0
parts = [0, 0, 0]


def add():
    global total
    total += parts[0] + parts[1] + parts[2]


barrier = threading.Barrier(3, add)


def work(me):
    for i in range(5):
        parts[me] = i
        barrier.wait()
        seen = total
        barrier.wait()


threads = [threading.Thread(target=work, args=(i,)) for i in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
