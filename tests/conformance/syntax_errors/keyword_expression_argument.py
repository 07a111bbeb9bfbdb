# An expression as the name of a keyword argument.
f(a.b=1)
