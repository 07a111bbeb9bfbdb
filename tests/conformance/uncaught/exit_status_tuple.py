# sys.exit with any other object prints it on standard error and ends with status 1.
import sys

print("before")
sys.exit((1, "two"))
