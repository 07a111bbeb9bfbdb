# A re-raised exception.


def first():
    raise KeyError("original")


def second():
    try:
        first()
    except KeyError:
        print("cleaning")
        raise


second()
