# signal: names, handlers, what is refused; handlers run in the main thread while it computes, sleeps or waits for a lock.
import signal
import threading
import time

print(signal.SIGINT, repr(signal.SIGINT), signal.Signals(2), signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), repr(signal.getsignal(10)))
print(repr(signal.signal(10, lambda s,f: print(s, type(s), type(f)))))
signal.raise_signal(10)
for args in [(0, signal.SIG_DFL), (9, signal.SIG_DFL), (100, signal.SIG_DFL),(10, 3), (10,'x'),('x',1),(signal.SIGKILL,signal.SIG_IGN)]:
    try: print(signal.signal(*args))
    except BaseException as e: print(args, type(e), e)
for f in [lambda: signal.getsignal(0), lambda: signal.getsignal(70), lambda: signal.raise_signal(0),lambda: signal.raise_signal(70), lambda: signal.Signals(99), lambda: signal.Handlers(5), lambda: signal.default_int_handler(2,None), lambda: signal.default_int_handler(),lambda: signal.strsignal(2), lambda: signal.strsignal(99),lambda:signal.alarm(0),lambda:signal.setitimer(signal.ITIMER_REAL,0),lambda:signal.setitimer(9,0), lambda: signal.getsignal(33), lambda:signal.setitimer(signal.ITIMER_REAL,-1), lambda: signal.valid_signals()]:
    try: print(f())
    except BaseException as e: print(type(e), e, e.args, type(e).__module__, type(e).__qualname__)


def t():
    try: signal.signal(10, signal.SIG_DFL)
    except ValueError as e: print(e)
x=threading.Thread(target=t); x.start(); x.join()
print(signal.SIGINT.name, signal.SIGINT.value, signal.SIGINT==2, hash(signal.SIGINT), f"{signal.SIGINT} {signal.SIGINT!r:>20} {signal.SIGINT:>5}", "%s %d %r" % ((signal.SIGINT,)*3))
print(repr(signal.SIG_DFL), str(signal.SIG_IGN), signal.SIGINT | signal.SIGTERM, -signal.SIGINT, int(signal.SIGTERM))
print(signal.SIGINT < signal.SIGTERM, signal.SIGINT + 1.5, 3 - signal.SIGINT, {2: 'a'}[signal.SIGINT], signal.Signals['SIGUSR1'], [2, 3].index(signal.SIGINT), "ab"[signal.SIGHUP])
print(type(signal.getsignal(33)), signal.getsignal(signal.SIGPIPE))
print(signal.Handlers(1) is signal.SIG_IGN, signal.Signals(signal.SIGTERM) is signal.SIGTERM)

# A handler runs before the next statement.
order = []
signal.signal(signal.SIGUSR1, lambda number, frame: order.append(signal.Signals(number).name))
for i in range(3):
    signal.raise_signal(signal.SIGUSR1)
    order.append(i)
print(order)


# What a handler raises leaves through the interrupted code.
def refuse(number, frame):
    raise LookupError(number)


signal.signal(signal.SIGUSR1, refuse)
try:
    signal.raise_signal(signal.SIGUSR1)
    print("not here")
except LookupError as error:
    print("LookupError", error)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt as error:
    print("KeyboardInterrupt", error.args)

# A loop, a sleep and a wait are interrupted and go on.
ticks = []
signal.signal(signal.SIGALRM, lambda number, frame: ticks.append(threading.current_thread() is threading.main_thread()))
signal.setitimer(signal.ITIMER_REAL, 0.01)
while not ticks:
    pass
print(ticks)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
before = time.monotonic()
time.sleep(0.05)
print(time.monotonic() - before >= 0.05)
while len(ticks) < 3:
    time.sleep(0.05)
signal.setitimer(signal.ITIMER_REAL, 0)
print(signal.getitimer(signal.ITIMER_REAL))
held = threading.Lock()
held.acquire()
signal.signal(signal.SIGALRM, lambda number, frame: held.release())
signal.setitimer(signal.ITIMER_REAL, 0.01)
print(held.acquire())


class Enough(Exception):
    pass


def stop(number, frame):
    raise Enough(number)


signal.signal(signal.SIGALRM, stop)
signal.setitimer(signal.ITIMER_REAL, 0.01)
try:
    held.acquire()
except Enough as error:
    print("Enough", error, held.locked())
signal.setitimer(signal.ITIMER_REAL, 0.01)
try:
    signal.pause()
except Enough as error:
    print("pause", error)

# Handlers that are ints.
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
print(signal.raise_signal(signal.SIGUSR1), signal.getsignal(signal.SIGUSR1))
