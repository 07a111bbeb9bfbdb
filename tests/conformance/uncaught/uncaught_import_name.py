# Importing a name that a module does not have.
print("before")
from sys import no_such_name
