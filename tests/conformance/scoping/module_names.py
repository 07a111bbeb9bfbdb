# Module level names: order of definition, rebinding seen by functions, __name__, names bound by statements.


def early():
    return later_value


try:
    early()
except NameError as error:
    print(error)
later_value = 1
print(early())
later_value = 2
print(early())
print(__name__, __name__ == "__main__")
for loop_name in range(2):
    pass
with_names = []
try:
    raise ValueError("x")
except ValueError as caught:
    with_names.append(str(caught))
try:
    caught
except NameError as error:
    print(error)
import math as imported

print(loop_name, with_names, imported.floor(2.5))


def redefine():
    return "first"


alias = redefine


def redefine():
    return "second"


print(alias(), redefine())


class Redefine:
    version = 1


old = Redefine()


class Redefine:
    version = 2


print(old.version, Redefine().version, isinstance(old, Redefine), type(old).__name__)


def sets_global():
    global from_function
    from_function = "made in a function"


try:
    from_function
except NameError as error:
    print(error)
sets_global()
print(from_function)
if True:
    in_block = "blocks are not scopes"
print(in_block)
while True:
    in_loop = 1
    break
print(in_loop)
_private = "underscore"
__dunder_like = "two underscores"
print(_private, __dunder_like)
a = b = 5
a += 1
print(a, b)
del a
try:
    a
except NameError as error:
    print(error)
try:
    early = None
    early()
except TypeError as error:
    print(error)
