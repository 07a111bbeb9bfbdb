# Several closures share one variable; each call of the outer function makes new variables.


def account(balance):
    history = []

    def deposit(amount):
        nonlocal balance
        balance += amount
        history.append(("deposit", amount))
        return balance

    def withdraw(amount):
        nonlocal balance
        if amount > balance:
            raise ValueError("insufficient: %d < %d" % (balance, amount))
        balance -= amount
        history.append(("withdraw", amount))
        return balance

    def log():
        return balance, list(history)

    return deposit, withdraw, log


deposit, withdraw, log = account(10)
deposit(5)
withdraw(12)
try:
    withdraw(100)
except ValueError as error:
    print(error)
print(log())
print(account(0)[2]())


def swap_cells():
    a, b = 1, 2

    def swap():
        nonlocal a, b
        a, b = b, a

    def read():
        return a, b

    swap()
    first = read()
    a = 10
    swap()
    return first, read()


print(swap_cells())


def recursive_closure(n):
    def factorial(k):
        return 1 if k <= 1 else k * factorial(k - 1)

    return factorial(n)


print(recursive_closure(10))


def mutual():
    def even(n):
        return True if n == 0 else odd(n - 1)

    def odd(n):
        return False if n == 0 else even(n - 1)

    return even, odd


even, odd = mutual()
print(even(10), odd(10), even(7))


def comprehension_capture(factor):
    multiplied = [factor * x for x in range(3)]
    table = {x: lambda: x * factor for x in range(2)}
    return multiplied, [f() for f in table.values()]


print(comprehension_capture(10))


def generator_capture():
    limit = 3

    def generate():
        n = 0
        while n < limit:
            yield n
            n += 1

    numbers = generate()
    next(numbers)
    limit = 5
    return list(numbers)


print(generator_capture())


def augmented_each():
    text, items, number = "", [], 1.5

    def update():
        nonlocal text, items, number
        text += "x"
        items += [text]
        number **= 2
        return text, items, number

    update()
    return update()


print(augmented_each())
