# The tree of builtin exceptions: names, bases and isinstance relations.
classes = [
    BaseException,
    Exception,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    FloatingPointError,
    GeneratorExit,
    ImportError,
    IndexError,
    KeyError,
    KeyboardInterrupt,
    LookupError,
    MemoryError,
    ModuleNotFoundError,
    NameError,
    NotImplementedError,
    OSError,
    OverflowError,
    RecursionError,
    RuntimeError,
    StopIteration,
    SyntaxError,
    IndentationError,
    SystemError,
    SystemExit,
    TypeError,
    UnboundLocalError,
    UnicodeError,
    ValueError,
    ZeroDivisionError,
    Warning,
    UserWarning,
    DeprecationWarning,
    RuntimeWarning,
    TimeoutError,
    FileNotFoundError,
    PermissionError,
    FileExistsError,
    ConnectionError,
]
for each in classes:
    print(each.__name__, "<", each.__bases__[0].__name__, [c.__name__ for c in each.__mro__[1:-1]])
print(issubclass(KeyError, LookupError), issubclass(KeyError, IndexError), issubclass(SystemExit, Exception))
print(IOError is OSError, EnvironmentError is OSError)
print(isinstance(KeyError(), (ValueError, LookupError)), isinstance(KeyError, type))
for each in classes[:5]:
    print(repr(each), each.__module__, each.__qualname__)
for each in (ValueError, KeyError, StopIteration, SystemExit, OSError, ImportError):
    print(repr(each()), repr(each("a")), str(each("a")), repr(each("a", "b")), str(each("a", "b")), each("x").args)
print(StopIteration(5).value, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
print(str(KeyError("k")), str(KeyError("k", 1)), str(KeyError()), repr(str(KeyError(""))), str(KeyError(5)))
print(NameError("n", name="x").name, AttributeError("m", name="a", obj=5).obj)
