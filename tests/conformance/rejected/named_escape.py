# Character names in strings.
print("never printed")
text = "\N{EURO SIGN}"  # rejects: \N
