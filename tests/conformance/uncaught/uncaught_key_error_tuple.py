# KeyError with two arguments prints the tuple.
raise KeyError("a", 1)
