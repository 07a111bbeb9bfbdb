# A signal handler may put into the very queue that the main thread waits at, and may end the wait by raising.
import queue
import signal

q = queue.SimpleQueue()


def put(number, frame):
    q.put('from the handler')


def fail(number, frame):
    raise KeyError('ended by the handler')


signal.signal(signal.SIGALRM, put)
signal.setitimer(signal.ITIMER_REAL, 0.01)
print(q.get())
signal.setitimer(signal.ITIMER_REAL, 0.01)
print(q.get(timeout=60))
print(q.empty())
signal.signal(signal.SIGALRM, fail)
for kind in (queue.SimpleQueue, queue.Queue):
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    waiting = kind()
    try:
        waiting.get(timeout=60)
    except KeyError as error:
        print(kind.__name__, error)
    waiting.put('works on')
    print(waiting.get())
