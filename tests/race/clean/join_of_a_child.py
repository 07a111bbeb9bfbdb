# A thread that has joined another passes on what it did.
import threading

value = 0


def inner():
    global value
    value += 1


def outer():
    thread = threading.Thread(target=inner)
    thread.start()
    thread.join()


thread = threading.Thread(target=outer)
thread.start()
thread.join()
value += 1
