# An exception inside a generator passes through the loop which consumes it.


def numbers():
    yield 1
    raise ValueError("generator failed")


for number in numbers():
    print(number)
