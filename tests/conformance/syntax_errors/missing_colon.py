# A missing colon.
print("never printed")
if True
    pass
