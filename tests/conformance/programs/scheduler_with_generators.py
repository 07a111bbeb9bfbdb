# A round-robin scheduler of generator tasks with messages, timers and failures.


class Scheduler:
    def __init__(self):
        self.ready = []
        self.waiting = {}
        self.clock = 0
        self.log = []

    def spawn(self, name, task):
        self.ready.append((name, task, None))

    def run(self):
        while self.ready or self.waiting:
            if not self.ready:
                self.clock = min(self.waiting)
                self.ready.extend(self.waiting.pop(self.clock))
            name, task, value = self.ready.pop(0)
            try:
                request = task.send(value)
            except StopIteration as stop:
                self.log.append(f"{self.clock}: {name} returned {stop.value}")
            except Exception as error:
                self.log.append(f"{self.clock}: {name} failed: {type(error).__name__} {error}")
            else:
                self.handle(name, task, request)

    def handle(self, name, task, request):
        kind, *arguments = request
        if kind == "sleep":
            wake = self.clock + arguments[0]
            self.waiting.setdefault(wake, []).append((name, task, wake))
        elif kind == "print":
            self.log.append(f"{self.clock}: {name} says {arguments[0]}")
            self.ready.append((name, task, None))
        elif kind == "spawn":
            self.spawn(*arguments)
            self.ready.append((name, task, len(self.ready)))
        else:
            self.ready.append((name, task, f"unknown request {kind}"))


def ticker(label, interval, count):
    for n in range(count):
        now = yield "sleep", interval
        yield "print", f"{label} {n} at {now}"
    return f"{label} done"


def parent():
    queued = yield "spawn", "child", ticker("child", 3, 2)
    yield "print", f"{queued} others"
    answer = yield ("dance",)
    yield "print", answer
    yield from ticker("parent", 2, 2)
    raise ValueError("parent gives up")


def nested(depth):
    if depth == 0:
        yield "sleep", 1
        return 1
    left = yield from nested(depth - 1)
    right = yield from nested(depth - 1)
    return left + right


scheduler = Scheduler()
scheduler.spawn("a", ticker("A", 2, 3))
scheduler.spawn("b", ticker("B", 3, 2))
scheduler.spawn("p", parent())
scheduler.spawn("n", nested(3))
scheduler.run()
print("\n".join(scheduler.log))
print(scheduler.clock)
