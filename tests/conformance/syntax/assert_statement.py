# assert raises AssertionError with its message as the argument; the message is evaluated only on failure.


def message():
    print("message evaluated")
    return "built"


assert True, message()
assert 1, "unused"
for condition in (True, [], "", 0, None, 0.0, {}, ()):
    try:
        assert condition, "condition was %r" % (condition,)
        print("passed", condition)
    except AssertionError as error:
        print(repr(error), str(error), error.args)
try:
    assert False
except AssertionError as error:
    print(repr(error), repr(str(error)), error.args)
try:
    assert False, message()
except AssertionError as error:
    print(error)
try:
    assert False, (1, 2)
except AssertionError as error:
    print(error, error.args, len(error.args))
try:
    assert False, None
except AssertionError as error:
    print(error.args)
try:
    assert 1 == 2, 42
except Exception as error:
    print(type(error), error.args)


class Falsy:
    def __bool__(self):
        print("tested")
        return False


try:
    assert not Falsy()
    print("negation passed")
    assert Falsy(), Falsy
except AssertionError as error:
    print(error.args[0] is Falsy)
