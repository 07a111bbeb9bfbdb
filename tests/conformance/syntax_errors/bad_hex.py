# A hexadecimal literal with a wrong digit.
x = 0xfg
