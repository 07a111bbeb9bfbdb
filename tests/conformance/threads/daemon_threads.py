# Daemon threads do not keep the program alive.
import threading
import time


def forever():
    while True:
        time.sleep(0.01)


t = threading.Thread(target=forever, daemon=True)
t.start()
print(t.is_alive(), t.daemon)
inherited = []


def parent():
    child = threading.Thread(target=lambda: None)
    inherited.append(child.daemon)


p = threading.Thread(target=parent, daemon=True)
p.start()
p.join()
print(inherited)
print("main ends while the daemon sleeps")
