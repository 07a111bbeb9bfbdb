# Exception objects: add_note, with_traceback, __traceback__ presence, equality and copying of args.
error = ValueError("noted")
error.add_note("first note")
error.add_note("second note")
print(error.__notes__, error)
try:
    error.add_note(5)
except TypeError as failure:
    print(failure)
print(hasattr(ValueError(), "__notes__"))
print(ValueError("fresh").__traceback__)
try:
    raise error
except ValueError as caught:
    print(caught is error, caught.__traceback__ is not None)
print(error.__traceback__ is not None)
print(error.with_traceback(None) is error, error.__traceback__)
try:
    raise KeyError("k").with_traceback(None)
except KeyError as caught:
    print(repr(caught))
a, b = ValueError(1), ValueError(1)
print(a == b, a != b, a == a, a.args == b.args, hash(a) == hash(a))
print(ValueError(*[1, 2, 3]).args, ValueError((1, 2)).args, ValueError(None).args, ValueError([]).args)
print(repr(ValueError("it's")), repr(ValueError('say "x"')), repr(ValueError("a\nb")), str(ValueError("a\nb")))
print(repr(ValueError(ValueError("nested"))), str(ValueError(ValueError("nested"))))
print(
    str(ValueError(1.5)), str(ValueError(None)), repr(str(ValueError())), str(ValueError((1,))),
    str(ValueError(1, "a"))
)
print(bool(ValueError()), [type(e).__name__ for e in (ValueError(), KeyError())])
e = Exception("x")
e.custom = 1
e.__dict__["other"] = 2
print(e.custom, e.other, sorted(vars(e)))
