# A pool whose initializer fails is broken; what is in stderr by then is the library's own affair.
from concurrent.futures import ThreadPoolExecutor, BrokenExecutor
from concurrent.futures.thread import BrokenThreadPool


def fail():
    raise ValueError('not today')


with ThreadPoolExecutor(1, initializer=fail) as pool:
    try:
        future = pool.submit(print)
        future.result()
    except BrokenExecutor as error:
        print(type(error) is BrokenThreadPool, error)
    try:
        while True:
            pool.submit(print)
    except BrokenExecutor as error:
        print(error)
