# OSError: the class follows from the errno; files are kept beside the arguments.
import signal

for number in (1, 2, 3, 4, 10, 11, 13, 17, 20, 21, 32, 103, 104, 108, 110, 111, 114, 115, 5, 98, 100000, -1, True, 2 ** 70):
    error = OSError(number, "text")
    print(type(error).__name__, error, repr(error), error.errno, error.strerror, error.filename)
for arguments in ((), ("a",), (2,), ("a", "b"), (2, "b", "file"), (2, "b", None), (2, "b", "one", None, "two"), (2, "b", "f", 5),
                  (2, "b", None, None, "g"), (1, 2, 3, 4, 5, 6)):
    error = OSError(*arguments)
    print(type(error).__name__, "|", error, "|", repr(error), error.args, error.errno, error.strerror, error.filename,
          error.filename2)
print(type(ConnectionError(2, "x")).__name__, type(FileNotFoundError(1, "x")).__name__)


class Own(OSError):
    pass


class Derived(OSError):
    def __init__(self, code):
        super().__init__(code, "derived")
        self.code = code


print(type(Own(2, "x")).__name__, Own(2, "x", "f"), Own(2, "x", "f").args)
error = Derived(13)
print(type(error).__name__, error, error.code, error.errno, error.args)
try:
    OSError(a=1)
except TypeError as error:
    print(error)
error = OSError(2, "x", "f")
error.filename = "g"
print(error, error.filename)
try:
    signal.signal(signal.SIGKILL, signal.SIG_DFL)
except OSError as error:
    print(type(error).__name__, error, error.args)
