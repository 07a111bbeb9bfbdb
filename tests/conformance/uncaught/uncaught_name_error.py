# An undefined name.
print("defined")
print(undefined_name_here_xyz)
