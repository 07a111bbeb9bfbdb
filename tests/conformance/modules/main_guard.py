# if __name__ == "__main__", main functions and their status.
import sys


def main(arguments=None):
    arguments = sys.argv[1:] if arguments is None else arguments
    print("main with", arguments)
    return len(arguments)


if __name__ == "__main__":
    print(main(), main(["a", "b"]))
if __name__ != "__main__":
    print("never printed")
print(__name__, type(__name__).__name__, __doc__, __file__.endswith("main_guard.py"))


def guarded():
    if __name__ == "__main__":
        return "inside a function too"


print(guarded(), guarded.__module__, main.__module__)


class InMain:
    pass


print(InMain.__module__, InMain)
