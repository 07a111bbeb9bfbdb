# Thread: target, args, kwargs, start, join, is_alive, and the order made by joins.
import threading

log = []


def work(a, b=2, *rest, key="k"):
    log.append((a, b, rest, key))


t = threading.Thread(target=work, args=(1,))
print(t.is_alive())
print(t.start())
print(t.join(), t.is_alive())
print(log)
for args, kwargs in (((1, 2), {}), ((1, 2, 3, 4), {"key": "x"}), ((), {"a": 5}), ([7, 8], {"key": None})):
    thread = threading.Thread(target=work, args=args, kwargs=kwargs)
    thread.start()
    thread.join()
    print(log[-1])
results = {}


def square(n):
    results[n] = n * n


threads = [threading.Thread(target=square, args=(n,)) for n in range(10)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results.items()), [thread.is_alive() for thread in threads].count(False))
nothing = threading.Thread()
nothing.start()
nothing.join()
print("a thread without target does nothing")
nothing.join()
for action in (
    lambda: nothing.start(), lambda: threading.Thread(target=work).join(), lambda: threading.current_thread().join()
):
    try:
        action()
    except RuntimeError as error:
        print(error)


def nested():
    inner = threading.Thread(target=lambda: log.append("inner"))
    inner.start()
    inner.join()
    log.append("outer")


thread = threading.Thread(target=nested)
thread.start()
thread.join()
print(log[-2:])
value = []
thread = threading.Thread(target=value.append, args=("bound method of a list",))
thread.start()
thread.join(timeout=5)
print(value, thread.is_alive())
with_lambda = threading.Thread(target=lambda *a, **k: value.append((a, k)), args=(1, 2), kwargs={"z": 3})
with_lambda.start()
with_lambda.join()
print(value[-1])
