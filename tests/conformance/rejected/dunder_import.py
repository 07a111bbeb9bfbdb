# The function behind import.
print("never printed")
math = __import__("math")  # rejects: __import__
