# Every kind of parameter in one signature, and what each call binds.


def every(a, b, /, c, d=4, *args, e, f=6, **kwargs):
    return a, b, c, d, args, e, f, kwargs


print(every(1, 2, 3, e=5))
print(every(1, 2, 3, 40, 50, 60, e=5, f=7, g=8))
print(every(1, 2, c=3, e=5, a="keyword a", b="keyword b"))
print(every(*(1, 2, 3), **{"e": 5, "d": 9}))
print(every(1, *[2, 3], e=0, **{"x y": "odd key"}))


def positional_only(a, b=2, /):
    return a, b


def keyword_only(*, a, b=2):
    return a, b


def only_star(*args):
    return args


def only_keywords(**kwargs):
    return kwargs


def defaults(a, b=2, c=3):
    return a, b, c


print(positional_only(1), positional_only(1, 3))
print(keyword_only(a=1), keyword_only(b=3, a=1))
print(only_star(), only_star(1, 2), only_star(*"ab", *[1]))
print(only_keywords(), only_keywords(b=1, a=2), list(only_keywords(z=1, y=2, x=3)))
print(defaults(1), defaults(1, c=5), defaults(c=1, b=2, a=3), defaults(*[1, 2], c=9))


def no_parameters():
    return "none"


def required_after_default(*, a=1, b):
    return a, b


def slash_and_star(a, /, *, b):
    return a, b


def name_reuse(self, /, **kwargs):
    return self, kwargs


print(no_parameters(), required_after_default(b=2), slash_and_star(1, b=2))
print(name_reuse(1, self=2, kwargs=3))
print((lambda a, b=2, *c, d, e=5, **f: (a, b, c, d, e, f))(1, d=4, g=7))
print((lambda *, k: k)(k="kw only lambda"), (lambda a, /: a)(1), (lambda *a, **k: (a, k))(1, x=2))


def mutates(args_list, *args, **kwargs):
    args_list.append(1)
    kwargs["new"] = 1
    return args, kwargs


items, table = [], {"k": 0}
print(mutates(items, *items, **table), items, table)
