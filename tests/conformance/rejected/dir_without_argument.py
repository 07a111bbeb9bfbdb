# dir() of the names in scope.
names = dir()  # rejects: dir() without an argument
print(names)
