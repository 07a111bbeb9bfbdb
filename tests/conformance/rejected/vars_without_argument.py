# vars() of the names in scope.
names = vars()  # rejects: vars() without an argument
print(names)
