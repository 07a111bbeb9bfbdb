# A literal as the target of an assignment.
5 = x
