# A binary literal with a wrong digit.
x = 0b12
