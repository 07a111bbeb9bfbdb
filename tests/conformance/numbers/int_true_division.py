# int / int is the correctly rounded quotient, for any size.
pairs = [
    (1, 3), (2, 3), (10, 4), (-7, 2), (7, -2), (0, 5), (0, -5), (6, 3), (2**53 + 1, 1), (2**53 + 3, 2), (10**30, 3),
    (10**30, 10**29), (1, 10**30), (10**400, 10**399), (10**308, 7), (3 * 10**308, 2), (1, 2**1074), (1, 2**1075),
    (3, 2**1075), (1, 10**400), (-1, 10**400), (2**1024 - 2**970, 1), (2**60, 3), (-(2**60), 7),
    (2**64 + 1, 2**64 - 1), (123456789123456789, 1000), (9007199254740993, 3), (10**17 + 1, 10**17), (5, 10),
    (True, 2)
]
for a, b in pairs:
    try:
        print(a / b)
    except OverflowError as error:
        print(error)
for a, b in ((10**400, 1), (10**309, 1), (2**1024, 1), (-(2**1024), 1), (2**1025, 2)):
    try:
        print(a / b)
    except OverflowError as error:
        print(error)
print(
    [1 / n for n in range(1, 12)], [n / 7 for n in range(8)], sum(1 / n for n in range(1, 1001)), 4 / 2,
    type(4 / 2).__name__
)
print(
    float(2**1023), float(10**22), float(10**23), float(2**53 + 1), float(2**53 + 3), float(-(2**63)),
    float(2**64 - 1), float(10**308)
)
for n in (2**1024, 10**309, -(10**400)):
    try:
        float(n)
    except OverflowError as error:
        print(error)
    try:
        n * 1.0
    except OverflowError as error:
        print(error)
