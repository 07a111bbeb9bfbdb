from concurrent.futures import ThreadPoolExecutor

cells = [0, 0, 0, 0]


def work(i):
    cells[i] += 1
    return i


with ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(work, i) for i in range(4)]
    for future in futures:
        cells[future.result()] += 1
