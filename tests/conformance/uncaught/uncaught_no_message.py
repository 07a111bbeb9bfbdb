# An uncaught exception without arguments prints only its name.
print("x")
raise RuntimeError
