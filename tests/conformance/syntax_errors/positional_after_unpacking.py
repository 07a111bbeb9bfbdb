# A positional argument after keyword unpacking.
f(**a, 2)
