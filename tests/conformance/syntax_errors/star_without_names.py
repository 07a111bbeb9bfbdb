# A lone star at the end of the parameters.
def f(a, *):
    pass
