# A standard module that Mini does not have, imported by name.
print("never printed")
from ctypes import CDLL  # rejects: ctypes
