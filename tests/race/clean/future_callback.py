from concurrent.futures import Future
import threading

future = Future()
value = 0


def work():
    global value
    value = 1
    future.set_result(None)


thread = threading.Thread(target=work)
thread.start()
future.result()
value += 1
thread.join()
