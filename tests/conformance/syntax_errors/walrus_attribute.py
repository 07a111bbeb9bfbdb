# An assignment expression on an attribute.
(a.b := 5)
