# join with a timeout returns while the thread still runs.
import threading

gate = threading.Lock()
gate.acquire()


def wait():
    with gate:
        pass


t = threading.Thread(target=wait)
t.start()
print(t.join(0.02), t.is_alive())
print(t.join(timeout=0), t.is_alive(), t.join(-1), t.is_alive())
gate.release()
t.join()
print(t.is_alive(), t.join(5), t.join())
stop = False
turns = 0


def spin():
    global turns
    while not stop:
        turns += 1


t = threading.Thread(target=spin)
t.start()
while turns < 1000:
    pass
print("the spinning thread made progress")
stop = True
t.join()
print(t.is_alive(), turns >= 1000)
