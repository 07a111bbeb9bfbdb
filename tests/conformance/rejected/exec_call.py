# exec runs text as a program; Mini has no compiler at run time.
exec("print(1)")  # rejects: exec
