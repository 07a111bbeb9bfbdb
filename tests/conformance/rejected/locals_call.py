# locals() hands out a function's variables as a dict.


def f(a):
    return locals()  # rejects: locals


print(f(1))
