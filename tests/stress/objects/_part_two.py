def square(number):
    return number * number


class Some:
    name = "some"


if square(2) != 4 or Some().name != "some":
    raise AssertionError("two")
complete = ("two",)
