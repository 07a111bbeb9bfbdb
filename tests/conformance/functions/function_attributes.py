# Functions are objects: names, attributes, docs, identity, equality, use as keys.


def function(a, b=2):
    """Doc."""
    return a


print(function.__name__, function.__qualname__, function.__doc__, function.__module__)
function.custom = 5
function.items = []
function.items.append("x")
print(function.custom, function.items, function.__dict__)
del function.custom
print(hasattr(function, "custom"), getattr(function, "custom", "default"))
try:
    function.custom
except AttributeError as error:
    print(error)
function.__name__ = "renamed"
print(function.__name__)
try:
    function.__name__ = 5
except TypeError as error:
    print(error)


def outer():
    def inner():
        pass

    class Local:
        def method(self):
            pass

    return inner, Local


inner, Local = outer()
print(inner.__name__, inner.__qualname__, Local.__qualname__, Local.method.__qualname__, (lambda: 1).__qualname__)
print(outer()[0] == outer()[0], inner == inner, {function: "as key"}[function])
print(type(function).__name__, type(len).__name__)
print(str(len), repr(print), len.__name__)
same = function
print(same is function, function != outer, [function].index(function))
print(isinstance(function, type(lambda: 1)), type(function) is type(outer), type(function) == type(len))


class Class:
    def method(self):
        return self

    shared = function


c = Class()
print(
    c.method == c.method, c.method is c.method, Class.method is Class.method, c.method.__self__ is c,
    c.method.__func__ is Class.method
)
print(c.method.__name__, type(c.method).__name__, type(Class.method).__name__, Class.shared is function)
try:
    c.method.attribute = 1
except AttributeError as error:
    print(error)
try:
    len.attribute = 1
except AttributeError as error:
    print(error)
bound = [].append
print(bound.__name__, bound.__self__, type(bound).__name__)
print(hash(function) == hash(same), c.method in [c.method], {c.method: 1}[c.method])
