# One thread runs a module; who imports it meanwhile waits until it is done.
import threading

seen = []


def look():
    import _slow_module
    seen.append(_slow_module.value)


threads = [threading.Thread(target=look) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(seen)


# Two that import each other's module do not wait for ever: one of them gets the other's as far as it has come.
def one():
    import _circle_one
    finished.append(hasattr(_circle_one, 'finished'))


def two():
    import _circle_two
    finished.append(hasattr(_circle_two, 'finished'))


import _circle
finished = []
threads = [threading.Thread(target=one), threading.Thread(target=two)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(finished)
import _circle_one, _circle_two
print(_circle_one.finished, _circle_two.finished)
