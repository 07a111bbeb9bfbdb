# sys.exit with a text prints it on standard error and ends with status 1.
import sys

print("before")
sys.exit("a message for standard error")
