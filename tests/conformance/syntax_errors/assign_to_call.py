# A call as the target of an assignment.
f() = 1
