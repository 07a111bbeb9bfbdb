# raise with a class, an instance, a computed expression; what cannot be raised; bare raise without an exception.


def attempt(function):
    try:
        function()
    except BaseException as error:
        print(type(error).__name__, error.args, str(error))


def raise_class():
    raise ValueError


def raise_instance():
    raise ValueError("message", 2)


def raise_expression():
    raise (KeyError if True else IndexError)("computed")


def raise_string():
    raise "text"


def raise_number():
    raise 5


def raise_none():
    raise None


def raise_plain_class():
    raise int


def raise_object():
    raise object()


def bare():
    raise


def needs_argument():
    class Needs(Exception):
        def __init__(self, a, b):
            self.a = a

    raise Needs


def not_an_exception_from_call():
    class Odd(Exception):
        def __new__(cls):
            return 5

    raise Odd


def failing_argument():
    raise ValueError(1 / 0)


def base_exception():
    raise BaseException("base")


def keyboard():
    raise KeyboardInterrupt


def system_exit():
    raise SystemExit(3)


def generator_exit():
    raise GeneratorExit


def stop_iteration():
    raise StopIteration(5)


def from_dictionary():
    raise {"v": ValueError}["v"]("from a dict")


for function in (
    raise_class, raise_instance, raise_expression, raise_string, raise_number, raise_none, raise_plain_class,
    raise_object
):
    attempt(function)
for function in (
    bare, needs_argument, not_an_exception_from_call, failing_argument, base_exception, keyboard, system_exit,
    generator_exit
):
    attempt(function)
for function in (stop_iteration, from_dictionary):
    attempt(function)
reused = ValueError("same object")
for _ in range(2):
    try:
        raise reused
    except ValueError as error:
        print(error is reused, error)
