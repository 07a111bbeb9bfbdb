# A bare except which is not the last.
try:
    pass
except:
    pass
except ValueError:
    pass
