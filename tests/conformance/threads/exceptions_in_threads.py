# An exception in a thread ends that thread only; the program goes on and its status is 0.
import threading

log = []


def fails():
    log.append("before")
    raise ValueError("in the thread")
    log.append("never")


t = threading.Thread(target=fails)
t.start()
t.join()
print(log, t.is_alive())


def handles():
    try:
        1 / 0
    except ZeroDivisionError as error:
        log.append(str(error))
    finally:
        log.append("finally")


t = threading.Thread(target=handles)
t.start()
t.join()
print(log)


def exits():
    log.append("exiting")
    raise SystemExit(5)


t = threading.Thread(target=exits)
t.start()
t.join()
print("SystemExit ends the thread silently", log[-1])
t = threading.Thread(target=fails, args=("unexpected",))
t.start()
t.join()
print("a bad call fails inside the thread")
results = []


def capture(function, *args):
    def run():
        try:
            results.append(("ok", function(*args)))
        except Exception as error:
            results.append((type(error).__name__, str(error)))

    return run


for job in (capture(int, "5"), capture(int, "x"), capture(len, 5)):
    t = threading.Thread(target=job)
    t.start()
    t.join()
print(results)
lock = threading.Lock()


def fails_holding():
    with lock:
        raise KeyError("lock is released")


t = threading.Thread(target=fails_holding)
t.start()
t.join()
print(lock.locked(), threading.active_count())


def recursion():
    def endless():
        return endless()

    try:
        endless()
    except RecursionError as error:
        results.append(type(error).__name__)


t = threading.Thread(target=recursion)
t.start()
t.join()
print(results[-1])
print("end of the main thread")
