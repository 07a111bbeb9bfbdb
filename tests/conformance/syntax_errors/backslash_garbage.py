# Something after the line continuation.
x = 1 + \ 2
