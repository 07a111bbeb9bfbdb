from concurrent.futures import ThreadPoolExecutor
import threading

total = 0
both = threading.Barrier(2)


def work():
    global total
    both.wait()
    total += 1  # race: total


with ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(work) for _ in range(2)]
