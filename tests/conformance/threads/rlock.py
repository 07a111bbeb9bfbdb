# RLock: re-entry, release count, ownership by thread.
import threading

lock = threading.RLock()
print(lock.acquire(), lock.acquire(), lock.acquire(blocking=False))
lock.release()
lock.release()
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)


def recursive(n):
    with lock:
        return 1 if n == 0 else n * recursive(n - 1)


print(recursive(10))
with lock:
    with lock as inner:
        print("nested", inner)
outcome = []
lock.acquire()


def other():
    outcome.append(lock.acquire(blocking=False))
    outcome.append(lock.acquire(timeout=0.01))
    try:
        lock.release()
    except RuntimeError as error:
        outcome.append(str(error))


t = threading.Thread(target=other)
t.start()
t.join()
lock.release()
print(outcome)
t = threading.Thread(target=lambda: outcome.append((lock.acquire(False), lock.acquire(False), lock.release(), lock.release())))
t.start()
t.join()
print(outcome[-1])


class Account:
    def __init__(self):
        self.lock = threading.RLock()
        self.balance = 0

    def deposit(self, amount):
        with self.lock:
            self.balance += amount

    def transfer(self, other, amount):
        with self.lock:
            self.deposit(-amount)
            other.deposit(amount)


a, b = Account(), Account()
threads = [threading.Thread(target=a.transfer, args=(b, 5)) for _ in range(20)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(a.balance, b.balance)
try:
    with lock:
        with lock:
            raise KeyError("unwinds both")
except KeyError as error:
    print(error)
t = threading.Thread(target=lambda: outcome.append(lock.acquire(False) and (lock.release() is None)))
t.start()
t.join()
print(outcome[-1])
