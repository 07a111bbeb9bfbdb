"""Threads that share what the modules make: queues, locks, sockets, random numbers, the environment, thread-locals, pools, and
exceptions with their tracebacks."""
import os
import queue
import random
import selectors
import signal
import socket
import sys
import threading
import time
from concurrent.futures import CancelledError, ThreadPoolExecutor

from _hammer import hammer, invariant, operation

queues = [queue.Queue(), queue.Queue(5), queue.LifoQueue(), queue.PriorityQueue(9), queue.SimpleQueue()]


@operation(queue.Empty, queue.Full, weight=6)
def use_queues(rng):
    each = rng.choice(queues)
    number = rng.randrange(100)
    what = rng.randrange(6)
    if what < 2:
        each.put((number, -number), timeout=0.001)
    elif what == 2:
        each.put_nowait((number, -number))
    elif what == 3:
        number, other = each.get(timeout=0.001)
        if number != -other:
            raise AssertionError("queue")
    elif what == 4:
        number, other = each.get_nowait()
        if number != -other:
            raise AssertionError("queue")
    elif each.qsize() < 0 or each.empty() not in (True, False):
        raise AssertionError("size")
    if each.qsize() > 50:
        while True:
            each.get_nowait()


locks = [threading.Lock(), threading.RLock(), threading.Condition(), threading.Condition(threading.Lock())]
inside = [0] * len(locks)


@operation(weight=4)
def use_locks(rng):
    place = rng.randrange(len(locks))
    lock = locks[place]
    with lock:
        inside[place] += 1
        if inside[place] != 1:
            raise AssertionError("two hold one lock")
        if place == 1:
            with lock:
                pass
        elif place > 1 and rng.random() < 0.5:
            inside[place] -= 1
            lock.wait(rng.choice([0, 0.0005]))
            inside[place] += 1
        elif place > 1:
            lock.notify(rng.randrange(3))
        inside[place] -= 1
    repr(lock)


event = threading.Event()
semaphore = threading.BoundedSemaphore(3)
barrier = threading.Barrier(2)
within = []


@operation(threading.BrokenBarrierError, weight=3)
def use_other_locks(rng):
    what = rng.randrange(5)
    if what == 0:
        event.set()
    elif what == 1:
        event.clear()
    elif what == 2:
        if event.wait(0.0005) not in (True, False):
            raise AssertionError("event")
    elif what == 3:
        if semaphore.acquire(timeout=0.001):
            within.append(1)
            if len(within) > 3:
                raise AssertionError("semaphore")
            within.pop()
            semaphore.release()
    elif rng.random() < 0.9:
        barrier.wait(0.0005)
    else:
        barrier.reset()


shared_random = random.Random(5)


@operation(weight=2)
def draw(rng):
    if not 0 <= shared_random.random() < 1 or not 3 <= shared_random.randrange(3, 9) < 9:
        raise AssertionError("random")
    if rng.random() < 0.1:
        shared_random.seed(rng.randrange(9))
    if shared_random.choice([1, 2]) not in (1, 2) or shared_random.getrandbits(70) >> 70:
        raise AssertionError("random")
    items = list(range(9))
    shared_random.shuffle(items)
    if sorted(items) != list(range(9)):
        raise AssertionError("shuffle")


@operation(KeyError)
def environment(rng):
    name = f"STRESS_{rng.randrange(5)}"
    what = rng.randrange(4)
    if what == 0:
        os.environ[name] = f"value{rng.randrange(9)}"
    elif what == 1:
        if os.environ[name][:5] != "value":
            raise AssertionError("environment")
    elif what == 2:
        del os.environ[name]
    else:
        os.getenv(name)


local = threading.local()


class Local(threading.local):
    pass


own_local = Local()


@operation(AttributeError, weight=2)
def use_local(rng):
    own_local.mine = getattr(own_local, "mine", 0) + 1
    before = own_local.mine
    local.mark = me = threading.get_ident()
    if local.mark != me or own_local.mine != before:
        raise AssertionError("another thread's")
    if rng.random() < 0.5:
        del local.mark
        local.mark


def pair():
    ends = socket.socketpair()
    for end in ends:
        end.settimeout(0.001)
    return ends


sockets = [pair(), pair()]


@operation(OSError, ValueError, weight=3)  # a selector's word for a closed socket is ValueError
def use_sockets(rng):
    place = rng.randrange(2)
    one, other = sockets[place]
    what = rng.randrange(8)
    if what == 0:
        one.send(b"ab" * 50)
    elif what == 1:
        if other.recv(80).strip(b"ab"):
            raise AssertionError("socket")
    elif what == 2:
        buffer = bytearray(10)
        count = other.recv_into(buffer)
        if buffer[:count].strip(b"ab"):
            raise AssertionError("socket")
    elif what == 3:
        one.settimeout(rng.choice([0, 0.001]))
        one.gettimeout()
    elif what == 4:
        if rng.random() < 0.1:
            sockets[place] = pair()
            one.close()
            other.close()
    elif what == 5:
        if one.fileno() < -1:
            raise AssertionError("fileno")
    elif what == 6:
        one.sendall(b"b")
        other.setblocking(False)
        other.recv(1)
    else:
        with selectors.DefaultSelector() as selector:
            selector.register(one, selectors.EVENT_READ)
            selector.select(0)


class Shared(Exception):
    pass


errors = [Shared("one"), Shared("two")]


def deeper(error, depth):
    if depth:
        deeper(error, depth - 1)
    raise error


@operation(weight=3)
def raise_shared(rng):
    error = rng.choice(errors)
    try:
        deeper(error, rng.randrange(4))
    except Shared as caught:
        if caught is not error or caught.args[0] not in ("one", "two"):
            raise AssertionError("another exception")
        traceback = caught.__traceback__
        for _ in range(20):
            if traceback is None:
                break
            if traceback.tb_lineno < 1:
                raise AssertionError("line")
            traceback = traceback.tb_next
        if rng.random() < 0.3:
            caught.__traceback__ = None
    try:
        try:
            raise error
        except Shared as caught:
            raise rng.choice(errors) from caught
    except Shared as caught:
        repr(caught)
        caught.__cause__, caught.__context__
        if rng.random() < 0.1:
            caught.args = ("one",)
            caught.add_note("note")
            caught.__notes__ = []
    if rng.random() < 0.1:
        error.__cause__ = error.__context__ = None


pool = ThreadPoolExecutor(2)
futures = []


@operation(CancelledError, weight=2)
def use_pool(rng):
    what = rng.randrange(4)
    if what == 0:
        futures.append(pool.submit(pow, rng.randrange(9), 2))
        del futures[:-9]
    elif what == 1:
        for future in list(futures):
            if future.result() not in {n * n for n in range(9)}:
                raise AssertionError("result")
    elif what == 2:
        for future in list(futures):
            future.cancel()
            future.done()
    elif list(pool.map(abs, [-1, -2])) != [1, 2]:
        raise AssertionError("map")


@operation(weight=2)
def threads(rng):
    ran = []
    one = threading.Thread(target=ran.append, args=(1,), name=f"one{rng.randrange(9)}")
    timer = threading.Timer(rng.choice([0, 5]), ran.append, (2,))
    one.start()
    timer.start()
    for thread in threading.enumerate():
        repr(thread)
        thread.is_alive()
        thread.name = thread.name
    timer.cancel()
    one.join()
    timer.join()
    if ran not in ([1], [1, 2], [2, 1]) or threading.active_count() < 2:
        raise AssertionError(f"ran: {ran!r}")


sys.setswitchinterval(0.005)  # whatever it was begun with


@operation(weight=2)
def settings(rng):
    what = rng.randrange(8)
    if what == 0:
        sys.setswitchinterval(rng.choice([0.001, 0.005]))
    elif what == 1:
        if sys.getswitchinterval() not in (0.001, 0.005):
            raise AssertionError(sys.getswitchinterval())
    elif what == 2:
        sys.setrecursionlimit(rng.choice([900, 1000]))
    elif what == 3:
        if sys.getrecursionlimit() not in (900, 1000):
            raise AssertionError("recursion limit")
    elif what == 4:
        sys.set_int_max_str_digits(rng.choice([0, 5000]))
        str(10 ** 700)
    elif what == 5:
        signal.getsignal(signal.SIGINT)
    elif what == 6:
        if time.time() < 1e9:
            raise AssertionError("time")
    else:
        sys.exc_info(), sys.path, sys.stdout, sys.argv[0]


@invariant
def at_rest():
    if any(inside) or any(lock.acquire(False) is not True for lock in locks):
        raise AssertionError("held")
    for lock in locks:
        lock.release()
    if within:
        raise AssertionError("semaphore")
    barrier.reset()


hammer()
pool.shutdown()
