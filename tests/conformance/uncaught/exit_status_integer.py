# sys.exit(n) ends with status n.
import sys

print("before")
sys.exit(3)
