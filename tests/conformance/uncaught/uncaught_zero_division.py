# An uncaught exception ends the program with status 1 after everything printed before.
print("before")
print(1 / 0)
print("never printed")
