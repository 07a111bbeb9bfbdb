# KeyError prints the repr of the key.
table = {"a": 1}
table["it's"]
