import threading

barrier = threading.Barrier(2)
phase = 0


def work():
    global phase
    barrier.wait()
    phase = 1  # race: phase


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
