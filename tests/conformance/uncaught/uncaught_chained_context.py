# An exception raised while handling another prints both.
try:
    int("x")
except ValueError:
    [][5]
