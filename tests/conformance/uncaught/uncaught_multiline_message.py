# A message with newlines, and one which is not ASCII.
print("é")
raise ValueError("first line\nsecond line é €")
