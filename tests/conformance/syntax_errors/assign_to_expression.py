# An expression as the target of an assignment.
a + b = 1
