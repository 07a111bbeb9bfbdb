# eval evaluates text as an expression.
print("never printed")
x = eval("1 + 1")  # rejects: eval
