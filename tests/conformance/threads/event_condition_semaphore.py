# Event, Condition, Semaphore, Barrier and local storage.
import threading

ready = threading.Event()
log = []


def waiter():
    log.append(("before", ready.is_set()))
    log.append(("after", ready.wait()))


print(ready.is_set(), ready.wait(0.01))
t = threading.Thread(target=waiter)
t.start()
ready.set()
t.join()
print(log[-1], ready.is_set(), ready.wait(), ready.clear(), ready.is_set())

condition = threading.Condition()
queue = []
taken = []


def consumer():
    while True:
        with condition:
            while not queue:
                condition.wait()
            item = queue.pop(0)
        if item is None:
            return
        taken.append(item)


t = threading.Thread(target=consumer)
t.start()
for item in (1, 2, 3, None):
    with condition:
        queue.append(item)
        condition.notify()
t.join()
print(taken)
with condition:
    print(condition.wait(0.01), condition.wait_for(lambda: True), condition.wait_for(lambda: False, timeout=0.01))
try:
    condition.notify()
except RuntimeError as error:
    print(error)
try:
    condition.wait()
except RuntimeError as error:
    print(error)

semaphore = threading.Semaphore(2)
print(
    semaphore.acquire(), semaphore.acquire(), semaphore.acquire(blocking=False), semaphore.release(),
    semaphore.acquire(timeout=1)
)
bounded = threading.BoundedSemaphore(1)
try:
    bounded.release()
except ValueError as error:
    print(error)

local = threading.local()
local.value = "main"
seen = []


def uses_local():
    seen.append(hasattr(local, "value"))
    local.value = "thread"
    seen.append(local.value)


t = threading.Thread(target=uses_local)
t.start()
t.join()
print(seen, local.value)

barrier = threading.Barrier(3)
phases = []


def phase(n):
    phases.append("arrive")
    barrier.wait()
    phases.append("leave")


threads = [threading.Thread(target=phase, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(phases)
timer = threading.Timer(0.01, lambda: log.append("timer"))
timer.start()
timer.join()
print(log[-1])
