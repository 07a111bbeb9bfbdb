# threading.excepthook and what else a program may see of the module.
import threading
import sys


def hook(args):
    print(args.exc_type.__name__, args.exc_value, args.exc_traceback is not None, args.thread.name, len(args))


def fail(error):
    raise error


def run(error):
    thread = threading.Thread(target=fail, args=(error,), name='worker')
    thread.start()
    thread.join()


threading.excepthook = hook
run(ValueError('bad'))
run(SystemExit(3))
run(KeyboardInterrupt())
print(threading.excepthook is hook)
threading.excepthook = threading.__excepthook__
run(SystemExit(3))
args = threading.ExceptHookArgs([ValueError, ValueError('x'), None, None])
print(args, args.exc_type, args.thread, args[1])
for wrong in ([1, 2], 5):
    try:
        threading.ExceptHookArgs(wrong)
    except TypeError as error:
        print(error)
try:
    threading.excepthook(5)
except TypeError as error:
    print(error)
print(threading.stack_size(), threading.stack_size(65536), threading.stack_size(0), threading.stack_size())
for wrong in (-1, 100):
    try:
        threading.stack_size(wrong)
    except ValueError as error:
        print(error)


def broken_hook(args):
    raise RuntimeError('the hook fails too')


threading.excepthook = broken_hook
run(ValueError('lost'))
print('still here')
threading._register_atexit(print, 'first registered, last called')
threading._register_atexit(lambda: print('last registered, first called'))
