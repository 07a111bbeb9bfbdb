# The with statement finds __enter__ and __exit__ on the class, not on the instance, and tests the truth of the result.


class Truthy:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        print("truth asked:", self.answer)
        return self.answer


class Manager:
    def __init__(self, answer):
        self.answer = Truthy(answer)

    def __enter__(self):
        print("class enter")

    def __exit__(self, *details):
        print("class exit", len(details), details[0])
        return self.answer


manager = Manager(True)
manager.__enter__ = lambda: print("instance enter")
manager.__exit__ = lambda *details: print("instance exit")
with manager as result:
    print(result)
with manager:
    raise IndexError("gone")
print("continued")
try:
    with Manager(False):
        raise IndexError("stays")
except IndexError as error:
    print("caught", error)


class Recorder:
    log = []

    def __init__(self, name):
        self.name = name

    def __enter__(self):
        Recorder.log.append("+" + self.name)
        return self

    def __exit__(self, kind, value, trace):
        Recorder.log.append("-" + self.name + (":" + str(value) if value else ""))
        if self.name == "translate" and kind is not None:
            raise LookupError("translated") from value
        return self.name == "stop"


def run():
    with Recorder("stop"), Recorder("translate") as t, Recorder("plain"):
        Recorder.log.append(t.name)
        raise ValueError("v")
    return "ended normally"


print(run(), Recorder.log)
with Recorder("g") as g:
    generator = (n for n in [1, 2])
    print(next(generator), g.name)
for turn in range(3):
    with Recorder(str(turn)):
        if turn == 1:
            break
print(Recorder.log[-4:])
