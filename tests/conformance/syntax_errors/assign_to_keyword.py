# A keyword constant as the target of an assignment.
None = 1
