# The traceback of an endless recursion says how many lines it leaves out.


def endless(n):
    return endless(n + 1)


def start():
    endless(0)


print("before")
start()
