# An f-string whose brace is not closed.
x = f"{1 + 1"
