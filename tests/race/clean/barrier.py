import threading

barrier = threading.Barrier(2)
cells = [0, 0]


def work(me):
    for _ in range(10):
        cells[me] += 1
        barrier.wait()
        other = cells[1 - me]
        barrier.wait()


threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
