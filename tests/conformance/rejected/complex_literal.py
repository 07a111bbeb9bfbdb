# Complex numbers.
print("never printed")
z = 1 + 2j  # rejects: complex
