# A negative status is taken modulo 256.
import sys

print("before")
sys.exit(-1)
