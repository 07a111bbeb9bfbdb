# nonlocal without a binding in an enclosing function.
def f():
    nonlocal missing
