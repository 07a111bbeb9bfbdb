# An uncaught exception in the main thread still waits for the others; the status is 1.
import threading
import time


def slow():
    time.sleep(0.05)
    print("the thread still finishes")


threading.Thread(target=slow).start()
print("main fails")
raise ValueError("uncaught in the main thread")
