# Endless recursion ends with RecursionError, status 1.


def endless(n):
    return endless(n + 1) + 1


print("start")
endless(0)
