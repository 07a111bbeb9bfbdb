# Threads running closures, generators, recursion and methods, each with its own locals.
import threading


def run(*functions):
    threads = [threading.Thread(target=function) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


results = {}


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def job(name, n):
    def compute():
        results[name] = fib(n)

    return compute


run(job("a", 10), job("b", 15), job("c", 12))
print(sorted(results.items()))


def numbers(limit):
    for n in range(limit):
        yield n * n


def sum_generator(name):
    return lambda: results.update({name: sum(numbers(1000))})


run(sum_generator("g1"), sum_generator("g2"))
print(results["g1"], results["g2"])


def make_counter():
    count = 0

    def increment():
        nonlocal count
        for _ in range(100):
            count += 1
        return count

    return increment


def separate(name):
    def body():
        counter = make_counter()
        counter()
        results[name] = counter()

    return body


run(separate("x"), separate("y"))
print(results["x"], results["y"])
started = numbers(5)
print(next(started), next(started))
rest = []
run(lambda: rest.extend(started))
print(rest)


def strings(name):
    def body():
        text = ""
        for n in range(500):
            text += chr(97 + n % 26)
        results[name] = (len(text), text[-3:], hash(text) == hash("".join(chr(97 + n % 26) for n in range(500))))

    return body


run(strings("s1"), strings("s2"), strings("s3"))
print(results["s1"] == results["s2"] == results["s3"], results["s1"])


def exceptions(name):
    def body():
        caught = 0
        for n in range(300):
            try:
                if n % 3 == 0:
                    raise KeyError(n)
                [][n]
            except LookupError as error:
                caught += isinstance(error, KeyError)
        results[name] = caught

    return body


run(exceptions("e1"), exceptions("e2"))
print(results["e1"], results["e2"])
