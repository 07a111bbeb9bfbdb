# socket: streams on loopback, between threads: echo, many clients, timeouts, non-blocking calls, ends and resets.
import os
import signal
import socket
import threading


def attempt(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error, error.errno if isinstance(error, OSError) else "")


def start(function, *arguments):
    thread = threading.Thread(target=function, args=arguments)
    thread.start()
    return thread


# One client after the other.
server = socket.create_server(("127.0.0.1", 0))
address = server.getsockname()
print(address[0], address[1] > 0, repr(server).startswith("<socket.socket fd="), "laddr=('127.0.0.1', " in repr(server))


def echo(connection):
    with connection:
        while True:
            data = connection.recv(1000)
            if not data:
                break
            connection.sendall(data)


accepted = []


def serve(count):
    threads = []
    for _ in range(count):
        connection, peer = server.accept()
        accepted.append((type(connection) is socket.socket, peer[0], connection.getpeername() == peer, connection.gettimeout()))
        threads.append(start(echo, connection))
    for thread in threads:
        thread.join()


acceptor = start(serve, 1)
client = socket.create_connection(address)
print(client.getpeername() == address, client.getsockname()[0], "raddr=('127.0.0.1', " in repr(client))
client.sendall(b"hello")
print(client.recv(100), client.send(b"again"), client.recv(3), client.recv(100))
client.sendall(b"look")
print(client.recv(2, socket.MSG_PEEK), client.recv(4, socket.MSG_WAITALL))
client.shutdown(socket.SHUT_WR)
print(client.recv(10), client.recv(10))
client.close()
acceptor.join()

# Many at once; what each gets is its own.
acceptor = start(serve, 5)
results = {}
bytes_of = [b"a", b"bc", b"def", b"ghij", b"klmno"] * 4


def chat(name):
    with socket.socket() as s:
        s.connect(address)
        got = []
        for i in range(20):
            message = bytes_of[name] + bytes_of[i]
            s.sendall(message)
            answer = b""
            while len(answer) < len(message):
                answer += s.recv(100)
            got.append(answer == message)
        results[name] = all(got) and len(got)


chatters = [start(chat, name) for name in range(5)]
for thread in chatters:
    thread.join()
acceptor.join()
print(sorted(results.items()), accepted)

# A large transfer fills all buffers: sender and receiver take turns.
received = []


def receive_all():
    connection, _ = server.accept()
    with connection:
        total = 0
        while True:
            data = connection.recv(65536)
            if not data:
                break
            total += len(data)
        received.append(total)


receiver = start(receive_all)
with socket.create_connection(address) as s:
    s.sendall(b"x" * 3000000)
receiver.join()
print(received)

# Timeouts.
server.settimeout(0.02)
attempt(server.accept)
a, b = socket.socketpair()
print(repr(a.family), repr(a.type), a.getsockname() == b.getpeername() == "")
a.settimeout(0.02)
attempt(a.recv, 10)
attempt(a.recvfrom, 10)
b.send(b"late")
print(a.recv(10))
attempt(a.sendall, b"x" * 10000000)
server.setblocking(False)
attempt(server.accept)
b.setblocking(False)
drained = 0
while True:
    try:
        drained += len(b.recv(1 << 20))
    except BlockingIOError as error:
        print(error, error.errno == 11)
        break
print(drained > 0)
server.settimeout(None)

# Ends.
a.close()
print(b.recv(10))
attempt(b.send, b"x")
attempt(b.sendall, b"x")
b.close()
a, b = socket.socketpair()
copy = a.dup()
print(copy.fileno() != a.fileno(), copy.family == a.family)
a.close()
copy.send(b"through the copy")
print(b.recv(100))
number = copy.detach()
print(number >= 0, copy.fileno(), copy)
again = socket.socket(fileno=number)
print(repr(again.family), repr(again.type), again.proto)
again.send(b"1")
print(b.recv(1))
again.close()
b.close()

# A connection that nobody takes, one that is refused, and one that goes on in the background.
free = socket.socket()
free.bind(("127.0.0.1", 0))
closed = free.getsockname()
free.close()
s = socket.socket()
attempt(s.connect, closed)
s.close()
s = socket.socket()
print(s.connect_ex(closed) == 111, s.connect_ex(address))
server.accept()[0].close()
print(s.recv(10))
s.close()
s = socket.socket()
s.setblocking(False)
print(s.connect_ex(address))
s.settimeout(5)
connection, _ = server.accept()
connection.sendall(b"hi")
print(s.recv(10))
s.close()
connection.close()
attempt(socket.create_connection, closed)
with socket.create_connection(address, timeout=3) as s:
    print(s.gettimeout())
    server.accept()[0].close()
taken = socket.socket()
try:
    taken.bind(address)
except OSError as error:
    print(type(error).__name__, error)
taken.close()

# A signal's handler runs while the main thread waits in a call, which then goes on.
a, b = socket.socketpair()
events = []


def on_signal(number, frame):
    events.append("handler")
    b.send(b"from the handler")


signal.signal(signal.SIGUSR1, on_signal)


def poke():
    os.kill(os.getpid(), signal.SIGUSR1)


timer = threading.Timer(0.05, poke)
timer.start()
print(a.recv(100), events)
timer.join()


class Stop(Exception):
    pass


def stop(number, frame):
    raise Stop


signal.signal(signal.SIGUSR1, stop)
for waiting in (lambda: a.recv(10), server.accept):
    timer = threading.Timer(0.05, poke)
    timer.start()
    try:
        waiting()
    except Stop:
        print("stopped")
    timer.join()
a.settimeout(20)
timer = threading.Timer(0.05, poke)
timer.start()
try:
    a.recv(10)
except Stop:
    print("stopped")
timer.join()
server.close()

# Streams between files of the system.
path = "/tmp/minivm_socket_%d" % os.getpid()
with socket.socket(socket.AF_UNIX) as listener:
    listener.bind(path)
    listener.listen(1)
    print(listener.getsockname() == path)
    with socket.socket(socket.AF_UNIX) as s:
        s.connect(path)
        connection, peer = listener.accept()
        print(repr(peer), s.getpeername() == path)
        connection.sendall(b"local")
        connection.close()
        print(s.recv(10), s.recv(10))
os.unlink(path)
