# socket: datagrams on loopback.
import socket
import threading

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
address = server.getsockname()
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.bind(("127.0.0.1", 0))


def serve():
    while True:
        data, peer = server.recvfrom(1000)
        if data == b"stop":
            break
        server.sendto(b"<" + data + b">", peer)


thread = threading.Thread(target=serve)
thread.start()
client.settimeout(10)
for message in (b"one", b"", b"x" * 900, b"last"):
    print(client.sendto(message, address))
    answer, peer = client.recvfrom(2000)
    print(len(answer), answer[:8], peer == address)
print(client.sendto(b"flags", 0, address), client.recv(3))
client.connect(address)
print(client.send(b"connected"), client.recv(100), client.getpeername() == address)
client.send(b"stop")
thread.join()
client.settimeout(0.02)
try:
    client.recv(10)
except TimeoutError as error:
    print(type(error), error)
client.setblocking(False)
try:
    client.recv(10)
except BlockingIOError as error:
    print(type(error), error)
try:
    server.sendto(b"x" * 100000, client.getsockname())
except OSError as error:
    print(error)
server.close()
client.close()

a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
a.send(b"first")
a.send(b"second")
print(b.recv(100), b.recvfrom(3))
a.close()
b.close()

# Reads into a buffer.
a, b = socket.socketpair()
buffer = bytearray(b"." * 8)
a.send(b"abcdefghijkl")
for size in (0, 1, 3):
    print(b.recv_into(buffer, nbytes=size), buffer)
a.send(b"xy")
print(b.recvfrom_into(buffer), buffer)
for function in (b.recv_into, b.recvfrom_into):
    for arguments in ((b"bytes",), (buffer, 9), (buffer, -1), (5,), (buffer, "x"), ()):
        try:
            print(function(*arguments))
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)
a.sendall(bytearray(b"from an array"))
print(b.recv(100), b.recv_into(bytearray(0)), b.recv(0))
a.close()
b.close()
