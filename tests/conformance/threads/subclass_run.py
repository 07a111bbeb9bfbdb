# Subclasses of Thread: run, __init__ with super, attributes, results kept on the object.
import threading


class Adder(threading.Thread):
    def __init__(self, *numbers):
        super().__init__()
        self.numbers = numbers
        self.result = None

    def run(self):
        self.result = sum(self.numbers)


a, b = Adder(1, 2, 3), Adder(10, 20)
a.start()
b.start()
a.join()
b.join()
print(a.result, b.result, a.name, b.name)


class Named(threading.Thread):
    def __init__(self, name):
        threading.Thread.__init__(self, name=name, daemon=True)
        self.log = []

    def run(self):
        self.log.append(self.name)
        self.log.append(threading.current_thread() is self)


n = Named("own name")
n.start()
n.join()
print(n.log, n.daemon, n.is_alive(), isinstance(n, threading.Thread))


class Forgot(threading.Thread):
    def __init__(self):
        pass


try:
    Forgot().start()
except RuntimeError as error:
    print(error)


class WithTarget(threading.Thread):
    def run(self):
        log.append("before")
        super().run()
        log.append("after")


log = []
w = WithTarget(target=log.append, args=("target",))
w.start()
w.join()
print(log)


class Plain(threading.Thread):
    pass


p = Plain(target=log.append, args=("plain",))
p.start()
p.join()
print(log[-1], p.name)
direct = Adder(5, 5)
direct.run()
print(direct.result, direct.is_alive())


class Worker(threading.Thread):
    lock = threading.Lock()
    finished = []

    def __init__(self, number):
        super().__init__(name="worker-%d" % number)
        self.number = number

    def run(self):
        with Worker.lock:
            Worker.finished.append(self.number)


workers = [Worker(i) for i in range(5)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print(sorted(Worker.finished), [worker.name for worker in workers])
