# selectors, and select() and poll objects beneath them: readiness, timeouts, changes, errors; one thread that serves many sockets.
import select
import selectors
import signal
import socket
import threading
import time


def attempt(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


a, b = socket.socketpair()
attempt(select.select, 1, 2, 3)
attempt(select.select, [], [], [], "x")
attempt(select.select, [], [], [], -1)
attempt(select.select, ["x"], [], [])
attempt(select.select, [5000], [], [], 0)
attempt(select.select, [-1], [], [], 0)
attempt(select.select, [], [], [], 0.001)
print(select.select([a, b], [], [], 0), select.select([], [a], [], 5)[1] == [a])
b.send(b"x")
print(select.select([a.fileno()], [], [])[0] == [a.fileno()], select.select([b, a], [b], [a])[0] == [a])
a.recv(1)

p = select.poll()
attempt(p.register, "x")
attempt(p.modify, 5)
attempt(p.modify, a, 1)
attempt(p.unregister, 500)
attempt(p.poll, "x")
attempt(p.poll, 0)
attempt(p.register, a, 70000)
attempt(p.register, a, -1)
p.register(a)
p.register(b, select.POLLIN)
print([(fd == a.fileno(), event) for fd, event in p.poll()], p.poll(1.5)[0][1])
b.send(b"y")
p.modify(a, select.POLLIN)
print([(fd == a.fileno(), event) for fd, event in p.poll(10)])
p.unregister(a)
attempt(p.poll, 0)
a.recv(1)

e = select.epoll()
print(type(e), e.closed, e.fileno() > 0)
e.register(a, select.EPOLLIN)
attempt(e.register, a, select.EPOLLIN)
attempt(e.modify, b, 1)
attempt(e.unregister, b)
attempt(e.poll, 0)
attempt(e.poll, 0, 0)
attempt(e.poll, "x")
attempt(e.poll, 0, -2)
b.send(b"x")
print([event for fd, event in e.poll()])
e.close()
print(e.closed)
attempt(e.poll)
attempt(e.fileno)
attempt(e.register, 5)
attempt(select.epoll, -5)
with select.epoll() as e:
    pass
print(e.closed)
a.recv(1)

for kind in (selectors.DefaultSelector, selectors.EpollSelector, selectors.PollSelector, selectors.SelectSelector):
    with kind() as sel:
        print(kind.__name__, sel.select(0), sel.select(-1), sel.select(0.001), len(sel.get_map()))
        for arguments in ((b, 0), (b, selectors.EVENT_READ | 8), ("x", 1), (-1, 1)):
            attempt(sel.register, *arguments)
        for function in (lambda: sel.get_key("x"), lambda: sel.unregister(-5)):
            attempt(function)
        for function in (lambda: sel.unregister(b), lambda: sel.modify(b, 1), lambda: sel.get_key(b)):
            try:
                function()
            except KeyError as error:
                print(str(error).startswith("'<socket.socket fd="), str(error).endswith("is not registered'"))
        key = sel.register(b, selectors.EVENT_READ, "data")
        print(key.fileobj is b, key.fd == b.fileno(), key.events, key.data, key[2:], len(key), key == tuple(key))
        print(repr(key).startswith("SelectorKey(fileobj=<socket.socket fd="), sel.get_key(b) == key, b in sel.get_map(), a in sel.get_map())
        try:
            sel.register(b, 1)
        except KeyError as error:
            print("is already registered" in str(error))
        print(sel.select(0), list(sel.get_map()) == [b.fileno()])
        a.send(b"q")
        print([(key.data, events) for key, events in sel.select()])
        print(sel.modify(b, selectors.EVENT_READ | selectors.EVENT_WRITE, "both").data)
        print([(key.data, events) for key, events in sel.select()])
        print(sel.modify(b, 3, "other").data, sel.modify(b, selectors.EVENT_WRITE, "other").events)
        print([(key.data, events) for key, events in sel.select(1)])
        b.recv(1)
        print(sel.unregister(b).data, sel.select(0))
    attempt(sel.get_key, b)
    print(sel.get_map())

# A signal does not end a wait.
ticks = []
signal.signal(signal.SIGALRM, lambda number, frame: ticks.append(number))
for kind in (selectors.EpollSelector, selectors.PollSelector, selectors.SelectSelector):
    with kind() as sel:
        sel.register(b, selectors.EVENT_READ)
        signal.setitimer(signal.ITIMER_REAL, 0.01)
        before = time.perf_counter()
        print(sel.select(0.1), len(ticks))
a.close()
b.close()

# An echo server of one thread.
server = socket.create_server(("127.0.0.1", 0))
server.setblocking(False)
selector = selectors.DefaultSelector()
served = [0]


def accept(listener):
    connection, _ = listener.accept()
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_READ, echo)


def echo(connection):
    data = connection.recv(100)
    if data:
        connection.sendall(data)
    else:
        selector.unregister(connection)
        connection.close()
        served[0] += 1


def serve():
    while served[0] < 4:
        for key, _ in selector.select():
            key.data(key.fileobj)


def client(results, i):
    with socket.create_connection(server.getsockname()) as s:
        for _ in range(10):
            s.sendall(b"ping")
            got = b""
            while len(got) < 4:
                got += s.recv(4 - len(got))
        results[i] = got


selector.register(server, selectors.EVENT_READ, accept)
results = {}
threads = [threading.Thread(target=serve)] + [threading.Thread(target=client, args=(results, i)) for i in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results.items()), len(selector.get_map()))
selector.close()
server.close()
