# compile makes code objects.
print("never printed")
code = compile("1", "f", "eval")  # rejects: compile
