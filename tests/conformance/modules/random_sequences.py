# The same seeds give the same sequences.
import random


def show(function):
    try:
        print(repr(function()))
    except Exception as error:
        print(type(error).__name__, error)


for seed in (0, 1, 42, -42, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 64 + 1, 10 ** 100, True, 1.5, -0.0):
    random.seed(seed)
    print(seed, [random.random() for _ in range(3)], random.getrandbits(7), random.getrandbits(32), random.getrandbits(33),
          random.getrandbits(64), random.getrandbits(200), random.getrandbits(0))
random.seed(7)
print([random.randrange(10) for _ in range(20)], [random.randrange(5, 50, 7) for _ in range(10)], [random.randrange(10, -10, -3) for _ in range(10)])
print([random.randint(1, 6) for _ in range(20)], [random.choice('abcdef') for _ in range(10)], random.randint(0, 10 ** 40))
cards = list(range(20))
random.shuffle(cards)
print(cards)
print(random.sample(range(1000), 10), random.sample('abcdefgh', 8), random.sample(list(range(30)), 6), random.sample(range(10 ** 9), 5))
print([random.uniform(-1, 5) for _ in range(3)], [random.gauss(0, 1) for _ in range(5)], [random.normalvariate(5, 2) for _ in range(5)])
print([random.expovariate(0.5) for _ in range(3)], [random.triangular(0, 10, 3) for _ in range(3)], random.gauss())
print(random.choices('abc', k=5), random.choices('abc', weights=[5, 1, 1], k=8), random.choices([1, 2], cum_weights=[1, 10], k=6))
numbers = [random.random() for _ in range(2000)]
print(sum(numbers), max(numbers), random.random())
own = random.Random(5)
state = own.getstate()
first = [own.random() for _ in range(3)]
own.setstate(state)
print(first == [own.random() for _ in range(3)], len(state), len(state[1]), state[0], state[2], own.randint(1, 100))
print(random.Random(3).random() == random.Random(3).random(), random.Random().random() != random.Random().random())


class Dice(random.Random):
    def throw(self):
        return self.randint(1, 6)


print([Dice(9).throw() for _ in range(3)], Dice(1).random())
show(lambda: random.randrange(0))
show(lambda: random.randrange(5, 5))
show(lambda: random.randrange(1, 5, 0))
show(lambda: random.randrange(1, 5, -1))
show(lambda: random.randint(5, 1))
show(lambda: random.choice([]))
show(lambda: random.sample([1, 2], 3))
show(lambda: random.sample({1, 2}, 1))
show(lambda: random.getrandbits(-1))
show(lambda: random.seed([1]))
show(lambda: random.choices([1, 2], weights=[1]))
show(lambda: random.choices([1, 2], weights=[0, 0]))
show(lambda: random.random(1))
