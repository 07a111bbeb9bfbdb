# A number ending in an underscore.
x = 1_000_
