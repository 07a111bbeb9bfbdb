# An unparenthesised generator expression beside another argument.
f(x for x in [1], 2)
