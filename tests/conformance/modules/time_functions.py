# time: only relations that always hold.
import time

a = time.perf_counter()
b = time.perf_counter()
print(
    b >= a, isinstance(a, float), isinstance(time.time(), float), time.time() > 1.5e9,
    isinstance(time.monotonic(), float), time.monotonic() <= time.monotonic()
)
print(
    isinstance(time.perf_counter_ns(), int), isinstance(time.time_ns(), int), isinstance(time.monotonic_ns(), int),
    isinstance(time.process_time(), float), isinstance(time.thread_time(), float)
)
start = time.perf_counter()
print(time.sleep(0.02))
elapsed = time.perf_counter() - start
print(elapsed >= 0.019, elapsed < 5)
print(time.sleep(0), time.sleep(0.001))
for bad in (-1, "x", None):
    try:
        time.sleep(bad)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    time.sleep()
except TypeError as error:
    print(error)
start = time.process_time()
total = 0
for i in range(10000):
    total += i
print(time.process_time() >= start, total)
before = time.time()
after = time.time()
print(after - before < 5, abs(time.time_ns() / 1e9 - time.time()) < 5)
