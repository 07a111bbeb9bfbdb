import os

os.fork()  # rejects: os.fork is not supported by Mini
