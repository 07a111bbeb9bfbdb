# A string that is not closed on its line.
x = 'abc
print(x)
