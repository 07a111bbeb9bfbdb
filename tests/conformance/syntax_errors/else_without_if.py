# else without an if.
else:
    pass
