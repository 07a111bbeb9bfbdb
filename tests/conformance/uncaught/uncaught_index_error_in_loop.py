# An exception in the middle of a loop with output already written.
values = [1, 2, 3]
for i in range(5):
    print(i, end=" ")
    print(values[i])
