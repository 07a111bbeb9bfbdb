# A starred expression where it cannot be.
print("never printed")
x = *[1, 2]
