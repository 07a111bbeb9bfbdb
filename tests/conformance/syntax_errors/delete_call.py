# A call as the target of del.
del f()
