# The first look is without the lock.
import threading

lock = threading.Lock()
instance = None


def work():
    global instance
    if instance is None:  # race: instance
        with lock:
            made = [1]
            instance = made  # race: instance


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
