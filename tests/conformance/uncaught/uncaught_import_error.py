# Importing a module that does not exist.
print("before")
import a_module_that_does_not_exist_anywhere
