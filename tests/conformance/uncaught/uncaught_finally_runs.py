# finally blocks and __exit__ run before the program ends with the traceback.


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print("exit", kind.__name__)


try:
    with Manager():
        raise ValueError("leaving")
finally:
    print("finally")
