import threading

result = None


def work():
    global result
    result = 42  # race: result


def idle():
    pass


worker, idler = threading.Thread(target=work), threading.Thread(target=idle)
worker.start()
idler.start()
idler.join()
early = result  # race: result
worker.join()
