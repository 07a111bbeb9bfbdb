# Structural pattern matching.
point = (0, 1)
print("never printed")
match point:  # rejects: match
    case (0, y):
        print(y)
