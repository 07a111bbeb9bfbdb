# One call of a method whose objects have it by turns as a function of the script and as one that is built in.
import collections
import queue


class Own:
    def pop(self):
        return "own"

    def append(self, value):
        return ("own", value)

    def copy(self):
        return self


class Derived(Own):
    def pop(self):
        return "derived"


def take(thing):
    return thing.pop()


def give(thing, value):
    return thing.append(value)


def size(thing):
    return thing.qsize()


things = [[1, 2, 3, 4, 5, 6, 7, 8], Own(), bytearray(b"abcdefgh"), Derived(), collections.deque("abcdefgh"), Own()]
for turn in range(4):
    for thing in things:
        print(take(thing), end=" ")
    print()
for turn in range(3):
    for thing in reversed(things):
        print(give(thing, 65 + turn), end=" ")
    print()
for turn in range(3):
    for thing in things[:2]:
        print(take(thing), end=" ")
    print(take(things[1]), take(things[0]))
queues = [queue.SimpleQueue(), queue.LifoQueue()]
for turn in range(3):
    for each in queues:
        print(size(each), end=" ")
        each.put(turn)
    print()


class Changing:
    def show(self):
        return "function"


changing = Changing()
function = Changing.show
for turn in range(6):
    Changing.show = object.__repr__ if turn % 2 else function
    for again in range(3):
        print(changing.show()[:8], end=" ")
    print()
