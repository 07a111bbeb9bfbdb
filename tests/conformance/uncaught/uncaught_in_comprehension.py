# An exception inside a comprehension and a lambda.
print([10 // n for n in (5, 2)])
divide = lambda n: 10 // n
print([divide(n) for n in (5, 2, 0)])
