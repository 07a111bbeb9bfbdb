# A thread's recursion is limited like the main thread's, and its end leaves the others alone.
import sys
import threading

results = {}


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def run(name, n):
    try:
        results[name] = depth(n)
    except RecursionError as error:
        results[name] = str(error)


threads = [threading.Thread(target=run, args=(n, n)) for n in (100, 900, 1100, 5000)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results.items()))
sys.setrecursionlimit(10000)
thread = threading.Thread(target=run, args=("raised", 9000))
thread.start()
thread.join()
print(results["raised"], depth(9000))
