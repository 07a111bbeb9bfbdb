# The same random operations on a deque and on a list that stands for it.
import random
from collections import deque


def trim(model, maxlen, at_left):
    while maxlen is not None and len(model) > maxlen:
        del model[0 if at_left else -1]


def step(d, model):
    """One operation on both; the name of the operation and what came of it."""
    maxlen = d.maxlen
    kind = random.randrange(16)
    n = random.randrange(100)
    at = random.randint(-len(model) - 2, len(model) + 2)
    try:
        if kind in (0, 1):
            d.append(n)
            model.append(n)
            trim(model, maxlen, True)
        elif kind in (2, 3):
            d.appendleft(n)
            model.insert(0, n)
            trim(model, maxlen, False)
        elif kind == 4:
            return d.pop() == model.pop()
        elif kind == 5:
            return d.popleft() == model.pop(0)
        elif kind == 6:
            more = [random.randrange(100) for _ in range(random.randrange(6))]
            d.extend(more)
            model.extend(more)
            trim(model, maxlen, True)
        elif kind == 7:
            more = [random.randrange(100) for _ in range(random.randrange(6))]
            d.extendleft(more)
            for item in more:
                model.insert(0, item)
                trim(model, maxlen, False)
        elif kind == 8:
            d.rotate(at)
            if model:
                k = at % len(model)
                model[:] = model[len(model) - k:] + model[:len(model) - k]
        elif kind == 9:
            del d[at], model[at]
        elif kind == 10:
            d[at] = model[at] = n
        elif kind == 11:
            d.insert(at, n)
            model.insert(at, n)
        elif kind == 12:
            d.remove(n)
            model.remove(n)
        elif kind == 13:
            d.reverse()
            model.reverse()
        elif kind == 14:
            return d.count(n) == model.count(n) and (n in d) == (n in model) and d.index(n) == model.index(n)
        elif random.randrange(10) == 0:
            d.clear()
            model.clear()
    except (IndexError, ValueError) as error:
        return type(error).__name__, str(error)
    return None


random.seed(11)
log = []
for round in range(60):
    maxlen = random.choice([None, None, 0, 1, 5, 20])
    d = deque(maxlen=maxlen)
    model = []
    for _ in range(120):
        log.append(step(d, model))
        if list(d) != model or list(reversed(d)) != model[::-1]:
            print('differs', d, model)
            model = list(d)
    print(round, d)
for entry in sorted(set(map(str, log))):
    print(entry, list(map(str, log)).count(entry))
