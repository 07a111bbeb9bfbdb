# The exception's __str__ fails: the program still ends with status 1.


class Odd(Exception):
    def __str__(self):
        raise ValueError("no text")


print("about to raise")
raise Odd("x")
