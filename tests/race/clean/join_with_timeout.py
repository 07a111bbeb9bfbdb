import threading

value = 0


def work():
    global value
    value = 1


thread = threading.Thread(target=work)
thread.start()
while thread.is_alive():
    thread.join(0.01)
value += 1
