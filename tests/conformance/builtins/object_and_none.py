# None, Ellipsis, NotImplemented and plain objects: their operations and errors.
print(
    None, repr(None), str(None), bool(None), None is None, None == None, None != 0, None == False, type(None), [None],
    (None,), {None: None}, f"{None}", "%s" % None, hash(None) == hash(None)
)
for f in (
    lambda: None + 1, lambda: 1 + None, lambda: None < None, lambda: None < 1, lambda: -None, lambda: None[0],
    lambda: None(), lambda: None.x, lambda: len(None), lambda: iter(None), lambda: 1 in None, lambda: None * 2,
    lambda: int(None), lambda: [1][None], lambda: "a" + None, lambda: None > "a", lambda: sorted([None, 1]),
    lambda: None % 1, lambda: None or 1 / 0, lambda: max(None, 1), lambda: sum([None]), lambda: "".join([None]),
    lambda: ord(None)
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)


def nothing():
    pass


print(
    nothing(), nothing() is None, [nothing(), nothing()], print.__name__, {}.get("x") is None, [].sort() is None,
    not nothing(), nothing() or "default", nothing() and "never", None if None else "else"
)
print(..., Ellipsis is ..., repr(...), bool(...), type(...), [...], {...: 1})
print(NotImplemented, type(NotImplemented), NotImplemented is NotImplemented, NotImplemented == NotImplemented)
o = object()
print(
    o == o, o != o, o is o, bool(o), isinstance(o, object), o in [o], type(o), hash(o) == hash(o), str(o) == repr(o),
    repr(o).startswith("<object object at 0x")
)
for f in (
    lambda: setattr(o, "x", 1), lambda: o.x, lambda: o + 1, lambda: o < o, lambda: o(), lambda: o[0], lambda: len(o),
    lambda: object(1), lambda: vars(o), lambda: iter(o), lambda: o.__dict__
):
    try:
        print(f())
    except (TypeError, AttributeError) as error:
        print(type(error).__name__, error)
x = y = None
x = x or []
x.append(1)
print(
    x, y, x is not y, [v for v in (0, None, "", [], False) if v is None], any(v is None for v in [1, None]),
    None in [0, False], [0, None].index(None)
)
def default(value=None):
    if value is None:
        value = []
    value.append(1)
    return value


print(default(), default(), default([5]), (None, 1) == (None, 1), {None} == {None}, None not in (1, 2))
