# The second task may find the first one's thread idle; that orders nothing that a program may rely on.
from concurrent.futures import ThreadPoolExecutor

total = 0


def one():
    global total
    total = 1  # race: total


with ThreadPoolExecutor(1) as pool:
    future = pool.submit(one)
    seen = total  # race: total
