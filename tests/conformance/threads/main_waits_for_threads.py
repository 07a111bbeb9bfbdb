# The program ends only when all non-daemon threads have; their output comes before the end.
import threading
import time


def slow():
    time.sleep(0.05)
    print("slow thread finished")


threading.Thread(target=slow).start()
print("main finished")
