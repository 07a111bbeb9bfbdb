# The bytes type.
print("never printed")
data = b"abc"  # rejects: bytes
