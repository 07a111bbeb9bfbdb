import threading

ready = threading.Barrier(2)


def work():
    global result
    ready.wait()
    result = 42  # race: result


thread = threading.Thread(target=work)
thread.start()
ready.wait()
result = 41  # race: result
thread.join()
