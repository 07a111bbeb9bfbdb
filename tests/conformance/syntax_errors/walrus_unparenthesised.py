# An assignment expression as a statement.
x := 5
