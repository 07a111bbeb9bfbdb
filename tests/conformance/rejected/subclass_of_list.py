# Classes derived from builtin types.
class Stack(list):  # rejects: list
    pass


print(Stack())
