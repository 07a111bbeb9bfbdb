# sys.exit(True) ends with status 1.
import sys

print("bool")
sys.exit(True)
