import threading

ready = threading.Event()
value = 0


def work():
    global value
    value = 1
    ready.set()


thread = threading.Thread(target=work)
thread.start()
while not ready.is_set():
    pass
value += 1
thread.join()
