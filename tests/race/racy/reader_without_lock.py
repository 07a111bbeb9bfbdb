import threading

lock = threading.Lock()
balance = 0


def write():
    global balance
    with lock:
        balance = 1  # race: balance


def read():
    return balance  # race: balance


writer, reader = threading.Thread(target=write), threading.Thread(target=read)
writer.start()
reader.start()
writer.join()
reader.join()
