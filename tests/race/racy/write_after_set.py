import threading

ready = threading.Event()
value = 0


def work():
    ready.wait()
    return value  # race: value


thread = threading.Thread(target=work)
thread.start()
ready.set()
value = 1  # race: value
thread.join()
