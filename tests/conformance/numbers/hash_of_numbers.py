# Hashes of ints, floats and bools are those of CPython, equal for equal numbers.
print([hash(n) for n in (0, 1, -1, -2, 2, 100, 2**31, 2**60, 2**61 - 2, 2**61 - 1, 2**61, 2**61 + 1, 2**62, 2**64, 10**18, 10**19, 10**30, -(2**61), -(2**61) + 1, -(10**30), 3**200)])
print([hash(f) for f in (0.0, -0.0, 0.5, 0.1, -0.1, 1.5, 1e10, 1e100, 1e-100, 5e-324, 1.7976931348623157e308, 2.0**61, 2.0**62, -2.0, -1.0, 3.14159, 1 / 3)])
print(hash(float("inf")), hash(float("-inf")), hash(True), hash(False))
for n in (0, 1, -1, 5, 2**53, 2**60, 2**61, 2**70, -(2**80), 10**22):
    assert hash(n) == hash(float(n)), n
print(
    hash(()), hash((1,)), hash((1, 2)), hash((1, (2, 3))), hash((1.0, 2)), hash((-1,)), hash((0, 0, 0)),
    hash((True, None)) == hash((1, None)), hash(tuple(range(20)))
)
print(
    hash(range(0)) == hash(range(1, 1)), hash(range(3)) == hash(range(0, 3)),
    hash(range(0, 3, 2)) == hash(range(0, 4, 2)), hash(frozenset()),
    hash(frozenset([1, 2])) == hash(frozenset([2, 1]))
)
print(hash(frozenset([1])), hash(frozenset([1, 2, 3])), hash(frozenset(range(10))), hash((1, frozenset([2]))))
d = {1: "a", 2**61: "wraps to 1", 1.0: "float", 2: "two", 2.0: "two float", 2**61 - 1: "zero hash", 0: "zero"}
print(d, len(d), 2**61 in d, 2.0**61 in d, False in d)
