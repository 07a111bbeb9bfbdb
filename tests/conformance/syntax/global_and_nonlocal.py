# global reaches the module from any depth; nonlocal the nearest enclosing function.
counter = 0
created_later = None


def bump():
    global counter
    counter += 1
    return counter


def make_global():
    global created_later, brand_new
    created_later = "now"
    brand_new = ["new"]


bump()
bump()
make_global()
print(counter, created_later, brand_new)


def outer():
    x = "outer"

    def middle():
        x = "middle"

        def inner():
            nonlocal x
            x = "changed by inner"

        inner()
        return x

    return middle(), x


print(outer())


def skip_level():
    x = 1

    def middle():
        def inner():
            nonlocal x
            x += 10
            return x

        return inner

    inner = middle()
    inner()
    return inner(), x


print(skip_level())
x = "global x"


def mixed():
    x = "local x"

    def reader():
        global x
        return x

    def writer():
        global x
        x = "global rewritten"

    before = reader()
    writer()
    return before, x, reader()


print(mixed(), x)


def global_in_loop():
    global loop_index
    for loop_index in range(3):
        pass
    global resource
    try:
        raise ValueError("kept")
    except ValueError as resource:
        pass


global_in_loop()
print(loop_index)
try:
    resource
except NameError as error:
    print(error)


def global_definitions():
    global helper, Thing

    def helper():
        return "helper defined globally"

    class Thing:
        pass


global_definitions()
print(helper(), Thing.__name__, helper.__qualname__, Thing.__qualname__)


def delete_global():
    global counter
    del counter


delete_global()
try:
    counter
except NameError as error:
    print(error)
class Body:
    global from_class
    from_class = "bound in a class body"
print(from_class, hasattr(Body, "from_class"))
