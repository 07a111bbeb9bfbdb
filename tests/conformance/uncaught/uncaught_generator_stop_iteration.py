# StopIteration raised inside a generator becomes RuntimeError.


def bad():
    yield 1
    raise StopIteration("inside")


for n in bad():
    print(n)
