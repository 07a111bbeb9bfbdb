# Containers nested too deeply for repr and comparison raise RecursionError; building and dropping them is no problem.


def nest(depth, wrap):
    value = wrap(0)
    for _ in range(depth):
        value = wrap(value)
    return value


wraps = (("list", lambda v: [v]), ("tuple", lambda v: (v,)), ("dict", lambda v: {"k": v}))
for name, wrap in wraps:
    shallow = nest(100, wrap)
    print(name, len(repr(shallow)), shallow == nest(100, wrap))
    deep = nest(100000, wrap)
    try:
        repr(deep)
    except RecursionError as error:
        print(name, error)
    try:
        deep == nest(100000, wrap)
    except RecursionError as error:
        print(name, error)
    try:
        str([deep])
    except RecursionError as error:
        print(name, error)
    del deep
a, b = [], []
a.append(b)
b.append(a)
try:
    a == b
except RecursionError as error:
    print(error)
try:
    a < b
except RecursionError as error:
    print(error)
d = nest(300, lambda v: [v])
print(len(repr(d)), len(str(d)), len(f"{d}"))


class Node:
    def __init__(self, inner):
        self.inner = inner

    def __repr__(self):
        return "N" + repr(self.inner)


print(len(repr(nest(100, Node))))
try:
    repr(nest(5000, Node))
except RecursionError as error:
    print(type(error).__name__)
chain = None
for i in range(200000):
    chain = Node(chain)
length = 0
while chain is not None:
    chain = chain.inner
    length += 1
print(length)
