# concurrent.futures: futures by hand, pools, waiting for several, callbacks, the end of the program.
import concurrent.futures
import threading
from concurrent.futures import ThreadPoolExecutor, as_completed, wait, Future, CancelledError, TimeoutError, BrokenExecutor
from concurrent.futures import FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED, Executor
from concurrent.futures._base import InvalidStateError


def show(function):
    try:
        print(repr(function()))
    except BaseException as error:
        print(type(error).__module__, type(error).__name__, error)


def fail(text):
    raise ValueError(text)


def words(future):
    text = repr(future)
    return text[:text.index(' at ')] + text[text.index(' state'):]


# By hand.
f = Future()
log = []
f.add_done_callback(lambda future: log.append(('first', future.result())))
f.add_done_callback(lambda future: log.append('second'))
print(words(f), f.done(), f.running(), f.cancelled())
print(f.set_running_or_notify_cancel(), words(f), f.running(), f.cancel())
show(lambda: f.result(0.001))
show(lambda: f.exception(timeout=0))
f.set_result(42)
print(words(f), f.result(), f.exception(), f.done(), f.cancel(), log)
f.add_done_callback(lambda future: log.append('late'))
print(log)
for change in (lambda: f.set_result(1), lambda: f.set_exception(ValueError()), f.set_running_or_notify_cancel):
    try:
        change()
    except Exception as error:
        print(type(error).__name__, str(error).split(' at ')[0])
f = Future()
print(f.cancel(), f.cancel(), words(f), f.cancelled(), f.done(), f.set_running_or_notify_cancel(), words(f))
show(f.result)
show(f.exception)
f = Future()
f.set_exception(KeyError('k'))
print(words(f), repr(f.exception()))
show(f.result)
print(Future[int], issubclass(CancelledError, concurrent.futures._base.Error), TimeoutError is concurrent.futures.TimeoutError,
      issubclass(BrokenExecutor, RuntimeError), FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED)

# A pool.
with ThreadPoolExecutor(3) as pool:
    futures = [pool.submit(pow, i, 2) for i in range(10)]
    print([future.result() for future in futures], sorted(future.result() for future in as_completed(futures)))
    print(list(pool.map(lambda a, b: a * b, range(5), range(10, 20))), list(pool.map(str, [])), pool.submit(dict, a=1).result())
    bad = pool.submit(fail, 'oh')
    show(bad.result)
    print(repr(bad.exception()))

    def first_results():
        for result in pool.map(lambda n: 10 // n, [5, 2, 0, 1]):
            print(result)

    show(first_results)
    done, not_done = wait(futures)
    print(len(done), len(not_done), type(wait(futures)).__name__, wait([]), wait(futures, return_when=FIRST_COMPLETED)[1] == set())
show(lambda: pool.submit(print))
show(lambda: ThreadPoolExecutor(0))
show(lambda: ThreadPoolExecutor(initializer=5))
show(lambda: wait([Future()], return_when='never'))
show(lambda: Executor().submit(print))

# Names, and no more threads than there is work.
names = set()
gate = threading.Barrier(3)


def name_me():
    names.add(threading.current_thread().name)
    gate.wait()


with ThreadPoolExecutor(max_workers=3, thread_name_prefix='cook') as pool:
    for _ in range(3):
        pool.submit(name_me)
print(sorted(names))

# Cancelling what has not begun.
go = threading.Event()
begun = threading.Event()


def hold():
    begun.set()
    go.wait()
    return 'held'


pool = ThreadPoolExecutor(1)
holding = pool.submit(hold)
begun.wait()
queued = [pool.submit(print, 'never printed') for _ in range(3)]
print(queued[0].cancel(), queued[0].cancelled(), holding.cancel(), holding.running(), words(queued[1]))
show(lambda: next(as_completed([holding], timeout=0.001)))
done, not_done = wait([holding, *queued], timeout=0.001, return_when=FIRST_COMPLETED)
print(len(done), len(not_done))
pool.shutdown(wait=False, cancel_futures=True)
print([future.cancelled() for future in queued])
go.set()
print(holding.result())
pool.shutdown()
show(lambda: pool.submit(print))

# FIRST_EXCEPTION and FIRST_COMPLETED.
go.clear()
with ThreadPoolExecutor(3) as pool:
    slow = pool.submit(go.wait)
    bad = pool.submit(fail, 'first')
    done, not_done = wait([slow, bad], return_when=FIRST_EXCEPTION)
    print(bad in done, slow in not_done)
    done, not_done = wait([slow, pool.submit(int)], return_when=FIRST_COMPLETED)
    print(len(done), slow in not_done)
    try:
        for result in pool.map(lambda event: event.wait(), [go], timeout=0.001):
            print('not reached')
    except TimeoutError as error:
        print('timed out', error)
    go.set()

# Initializers.
local = threading.local()


def prepare(value):
    local.value = value


with ThreadPoolExecutor(2, initializer=prepare, initargs=('ready',)) as pool:
    print(list(pool.map(lambda _: local.value, range(4))))

# Work that is submitted from work.
with ThreadPoolExecutor(2) as pool:
    print(pool.submit(lambda: pool.submit(lambda: 'inner').result()).result())

# Results of many from many threads.
with ThreadPoolExecutor(8) as pool:
    print(sum(pool.map(lambda n: sum(range(n)), range(200))))


class Own(ThreadPoolExecutor):
    def submit(self, fn, /, *args, **kwargs):
        print('submit', fn.__name__)
        return super().submit(fn, *args, **kwargs)


with Own(1) as pool:
    print(list(pool.map(abs, [-1, 2])))

# A pool that nobody shut down is waited for.
at_the_end = threading.Event()
forgotten = ThreadPoolExecutor(1)
forgotten.submit(lambda: (at_the_end.wait(), print('the forgotten pool has worked')))
print('the main thread ends')
at_the_end.set()
