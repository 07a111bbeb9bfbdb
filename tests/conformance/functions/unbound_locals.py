# A name assigned anywhere in a function is local to it; reading it too early raises UnboundLocalError.
x = "global"


def read_before_assignment():
    try:
        print(x)
    except UnboundLocalError as error:
        print(type(error).__name__, error)
    x = 1
    return x


def augmented():
    x += 1


def conditional(flag):
    if flag:
        y = 1
    return y


def after_loop(items):
    for item in items:
        pass
    return item


def after_handler():
    try:
        1 / 0
    except ZeroDivisionError as error:
        pass
    return error


def after_del():
    z = 1
    del z
    return z


def double_del():
    z = 1
    del z
    del z


def import_is_binding():
    print(math)
    import math


def with_target():
    print(target)
    with None as target:
        pass


def walrus_later():
    return n + (n := 1)


def class_is_binding():
    return Local

    class Local:
        pass


def only_in_dead_code():
    if False:
        w = 1
    return w


def name_error():
    return undefined_anywhere


print(read_before_assignment())
for function, args in (
    (augmented, ()),
    (conditional, (0,)),
    (conditional, (1,)),
    (after_loop, ([],)),
    (after_loop, ([1, 2],)),
    (after_handler, ()),
    (after_del, ()),
    (double_del, ()),
    (import_is_binding, ()),
    (with_target, ()),
    (walrus_later, ()),
    (class_is_binding, ()),
    (only_in_dead_code, ()),
    (name_error, ()),
):
    try:
        print(function.__name__, function(*args))
    except NameError as error:
        print(function.__name__, type(error).__name__, error)
print(issubclass(UnboundLocalError, NameError), x)
