from concurrent.futures import ThreadPoolExecutor

inputs = {'a': 1, 'b': 2, 'c': 3}


def work(key):
    return inputs[key] * 2


with ThreadPoolExecutor(3) as pool:
    print(sum(pool.map(work, ['a', 'b', 'c'])))
inputs['a'] = 0
