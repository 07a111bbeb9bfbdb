import threading

result = None


def work():
    global result
    result = 42  # race: result


thread = threading.Thread(target=work)
thread.start()
early = result  # race: result
thread.join()
late = result
