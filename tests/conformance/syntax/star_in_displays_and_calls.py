# Iterable and mapping unpacking inside displays, calls, return and subscripts.
numbers = [1, 2]
letters = "ab"
print([*numbers, *letters, 0], (*numbers, *letters), {*numbers, *numbers, 3})
print({**{"a": 1, "b": 2}, "a": 3, **{"c": 4}})
print([*range(3), *[], *()], *numbers, sep="|")
print(*letters, *numbers, end="!\n")


def spread():
    return 1, *numbers, *letters


print(spread())


def spread_yield():
    yield *numbers, 3


print(list(spread_yield()))
for item in *numbers, *letters:
    print(item, end=" ")
print()


def parameters(*args, **kwargs):
    return args, kwargs


print(parameters(*numbers, *letters, x=1, **{"y": 2}, **{"z": 3}))
print(parameters(*{"k": 1}, **{}))
print(parameters(*(n * n for n in range(3))))


def attempt(function):
    try:
        print(function())
    except TypeError as error:
        print("TypeError", error)


attempt(lambda: [*5])
attempt(lambda: (*None,))
attempt(lambda: {**[1]})
attempt(lambda: parameters(*7))
attempt(lambda: parameters(**7))
attempt(lambda: parameters(x=1, **{"x": 2}))
attempt(lambda: parameters(**{"x": 1}, **{"x": 2}))
attempt(lambda: parameters(**{1: 2}))
attempt(lambda: print(*1.5))
table = {(1, 2): "pair"}
print(table[*numbers])
