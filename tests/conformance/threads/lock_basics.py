# Lock: acquire, release, locked, with, non-blocking and timed acquisition, errors.
import threading

lock = threading.Lock()
print(lock.locked(), lock.acquire(), lock.locked())
print(lock.acquire(blocking=False), lock.acquire(False), lock.acquire(timeout=0.01), lock.acquire(True, 0.01))
print(lock.release(), lock.locked())
try:
    lock.release()
except RuntimeError as error:
    print(error)
with lock:
    print("inside", lock.locked())
print(lock.locked())
with lock as value:
    print(value)
try:
    with lock:
        raise ValueError("released anyway")
except ValueError as error:
    print(error, lock.locked())
for action in (
    lambda: lock.acquire(False, 5), lambda: lock.acquire(timeout=-5), lambda: lock.acquire(blocking=False, timeout=1)
):
    try:
        print(action())
    except ValueError as error:
        print(error)
print(lock.acquire(timeout=-1), lock.release())


def hold():
    lock.acquire()


t = threading.Thread(target=hold)
t.start()
t.join()
print("still held after its thread ended:", lock.locked(), lock.acquire(blocking=False))
lock.release()
print("released by another thread", lock.locked())
order = []
lock.acquire()


def wait_for_lock():
    with lock:
        order.append("second")


t = threading.Thread(target=wait_for_lock)
t.start()
order.append("first")
lock.release()
t.join()
print(order)
outcome = []
lock.acquire()
t = threading.Thread(target=lambda: outcome.append((lock.acquire(False), lock.acquire(timeout=0.02))))
t.start()
t.join()
lock.release()
print(outcome)


def early_return():
    with lock:
        return "returned while holding"


print(early_return(), lock.locked())
for _ in range(2):
    with lock:
        continue
print(lock.locked(), lock.__enter__(), lock.__exit__(None, None, None), lock.locked())
print(threading.Lock() == threading.Lock(), bool(lock), callable(threading.Lock))
