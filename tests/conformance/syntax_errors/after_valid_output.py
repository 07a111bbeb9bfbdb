# The whole file is parsed before anything runs.
print("never printed")
print("also never printed")
def broken(:
    pass
