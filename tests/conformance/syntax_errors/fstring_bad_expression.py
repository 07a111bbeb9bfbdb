# An f-string with an invalid expression.
x = f"{1 +}"
