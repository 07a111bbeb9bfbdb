# The message of int().
number = int("12")
print(number)
number = int("twelve")
