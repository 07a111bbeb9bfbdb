import threading

value = 1


def work():
    global value
    value += 1


for _ in range(5):
    value += 1
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
print(value)
