# Exception groups.
print("never printed")
try:
    raise ValueError("v")
except* ValueError:  # rejects: except*
    pass
