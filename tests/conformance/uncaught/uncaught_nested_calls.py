# The traceback lists every frame from the module to the raising function.


def inner(value):
    return value["missing"]


def middle(value):
    return inner(value)


def outer():
    data = {"present": 1}
    return middle(
        data
    )


print("start")
outer()
