# An exception in a class body.
print("a")


class Broken:
    good = 1
    bad = good / 0


print("never printed")
