import threading

stop = False


def work():
    for _ in range(100000):
        if stop:  # race: stop
            break


thread = threading.Thread(target=work)
thread.start()
stop = True  # race: stop
thread.join()
