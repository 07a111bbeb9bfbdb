import threading

ready = threading.Event()
value = 0


def work():
    ready.wait()
    return value


thread = threading.Thread(target=work)
thread.start()
value = 1
ready.set()
thread.join()
