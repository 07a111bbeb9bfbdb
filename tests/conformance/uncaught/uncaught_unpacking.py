# Unpacking too few values.
print("unpacking")
a, b, c = [1, 2]
