# send: the value of the yield expression, the first send, interplay with next and for.


def echo():
    received = []
    while True:
        value = yield received
        received = received + [value]


g = echo()
print(next(g), g.send(1), g.send("two"), next(g))


def average():
    total, count, mean = 0, 0, None
    while True:
        value = yield mean
        if value is None:
            return "stopped after %d" % count
        total += value
        count += 1
        mean = total / count


a = average()
next(a)
print(a.send(10), a.send(20), a.send(60))
try:
    a.send(None)
except StopIteration as stop:
    print(stop.value)
try:
    a.send(1)
except StopIteration as stop:
    print("exhausted", stop.value)
fresh = average()
try:
    fresh.send(5)
except TypeError as error:
    print(error)
print(fresh.send(None), fresh.send(4))


def delegate():
    result = yield from average()
    yield "delegate got: " + result


d = delegate()
next(d)
print(d.send(1), d.send(3), d.send(None))


def control():
    n = 0
    while n < 5:
        command = yield n
        if command == "reset":
            n = 0
        elif isinstance(command, int):
            n += command
        else:
            n += 1


c = control()
print(next(c), next(c), c.send(2), c.send("reset"), next(c), list(c))


def two_yields():
    x = (yield 1) + (yield 2)
    yield x


t = two_yields()
print(next(t), t.send(10), t.send(20))


def sends_to_list():
    value = yield from [1, 2]


s = sends_to_list()
print(next(s))
try:
    s.send("x")
except AttributeError as error:
    print(error)
