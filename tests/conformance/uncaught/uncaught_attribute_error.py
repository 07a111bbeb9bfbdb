# A missing attribute of None.
value = None
print("working")
value.method()
