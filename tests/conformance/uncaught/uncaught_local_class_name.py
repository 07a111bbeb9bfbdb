# The name of a class defined in a function is printed qualified.


def make():
    class Local(Exception):
        pass

    return Local


raise make()("text")
