# socket: arguments that are wrong, what the system refuses, and the constants.
import socket


def attempt(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


s = socket.socket()
print(s.family, repr(s.family), s.type, repr(s.type), s.proto, s.gettimeout(), s.getblocking(), s.get_inheritable())
for value in ("x", float("nan"), -1, 2 ** 70, None, 5, 0, True, -1e-10, 0.25):
    attempt(s.settimeout, value)
    print(s.gettimeout(), s.getblocking())
for value in (1e300, 1e10):
    try:
        s.settimeout(value)
    except OverflowError:  # of which 3.11.2 and later ones speak in different words
        print(value, "is too long,", s.gettimeout(), s.getblocking())
s.settimeout(None)
for address in ("x", (), ("127.0.0.1",), ("127.0.0.1", "x"), ("127.0.0.1", 70000), (5, 5), ("127.0.0.1", 2 ** 70),
                ("127.0.0.1", 5, 6), ["127.0.0.1", 1], ("a\0b", 5), ("127.0.0.1", -1), ("127.0.0.1", 1.5)):
    attempt(s.connect, address)
    attempt(s.bind, address)
attempt(s.recv, -1)
attempt(s.recv, "x")
attempt(s.recv, 2 ** 70)
attempt(s.recv, 10)
attempt(s.recv)
attempt(s.send)
attempt(s.send, "x")
attempt(s.sendall, "x")
attempt(s.sendto, b"x")
attempt(s.sendto, b"x", 5)
attempt(s.sendto, b"x", 0, 5, 6)
attempt(s.setsockopt, 1, 2, "x")
attempt(s.setsockopt, 1, 2, 2 ** 40)
attempt(s.setsockopt, 1, 2 ** 40, 1)
attempt(s.getsockopt, 1, 2, 5000)
attempt(s.getsockopt, socket.SOL_SOCKET, socket.SO_TYPE)
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
attempt(s.getsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR)
attempt(s.getsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, 4)
attempt(s.getsockopt, socket.SOL_SOCKET, 9999)
attempt(s.listen, "x")
attempt(s.shutdown, 5)
attempt(s.shutdown, socket.SHUT_RD)
attempt(s.getpeername)
attempt(s.getsockname)
attempt(s.accept)
print([cls.__name__ for cls in type(s).__mro__], type(s).__mro__)
s.close()
print(s, s.fileno())
for function, *arguments in ((s.recv, 5), (s.close,), (s.detach,), (s.settimeout, 5), (s.accept,), (s.send, b"x"), (s.getsockname,),
                             (s.connect, ("127.0.0.1", 1)), (s.bind, ("127.0.0.1", 0)), (s.listen,)):
    attempt(function, *arguments)
u = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
print(repr(u.family), repr(u.type))
attempt(u.bind, 5)
attempt(u.bind, "x" * 200)
attempt(u.connect, "/nonexistent/socket")
attempt(u.getsockname)
u.close()
attempt(socket.socket, 500)
attempt(socket.socket, "x")
attempt(socket.socket, socket.AF_INET, 77)
attempt(lambda: socket.socket(fileno=999))
attempt(lambda: socket.socket(fileno=-1))
attempt(lambda: socket.socket(fileno="x"))
attempt(lambda: socket.socket(fileno=0, nothing=1))

# Names and numbers.
for function, *arguments in (
        (socket.gethostbyname, "localhost"), (socket.gethostbyname, "127.0.0.1"), (socket.gethostbyname, 5),
        (socket.inet_aton, "1.2.3.4"), (socket.inet_ntoa, b"abcd"), (socket.inet_ntoa, b"abc"), (socket.inet_aton, "x"),
        (socket.htons, 5), (socket.htons, 70000), (socket.htons, -1), (socket.ntohl, 1), (socket.htonl, 2 ** 32), (socket.htonl, -1), (socket.ntohl, "x"),
        (socket.inet_pton, socket.AF_INET, "1.2.3"), (socket.inet_pton, socket.AF_INET6, "::1"), (socket.inet_ntop, 2, b"abcd"),
        (socket.inet_ntop, 2, b"abc"), (socket.inet_ntop, socket.AF_INET6, b"\0" * 15 + b"\1"),
        (socket.getaddrinfo, "127.0.0.1", 80), (socket.getaddrinfo, "127.0.0.1", 80, socket.AF_INET, socket.SOCK_STREAM),
        (socket.create_connection, ("127.0.0.1", 1)), (socket.create_connection, "x"), (socket.create_server, "x"),
        (socket.setdefaulttimeout, -1), (socket.setdefaulttimeout, "x"), (socket.getdefaulttimeout,)):
    attempt(function, *arguments)
try:
    socket.gethostbyname("no.such.host.invalid")
except socket.gaierror as error:
    print(isinstance(error, OSError), error.errno in (socket.EAI_NONAME, socket.EAI_AGAIN), type(error))
print(socket.timeout, socket.error, socket.gaierror, socket.gaierror.__mro__, socket.herror)
print(repr(socket.MSG_PEEK), repr(socket.SOL_SOCKET), repr(socket.AI_PASSIVE), repr(socket.IPPROTO_TCP), repr(socket.SHUT_RD))
print(repr(socket.AF_INET6), repr(socket.AF_UNIX), repr(socket.SOCK_DGRAM), socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
print(socket.SO_REUSEADDR, socket.SO_BROADCAST, socket.SO_RCVBUF, socket.TCP_NODELAY, socket.SOMAXCONN, socket.INADDR_LOOPBACK)
socket.setdefaulttimeout(2)
s = socket.socket()
print(s.gettimeout(), socket.getdefaulttimeout())
s.close()
socket.setdefaulttimeout(None)
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM | socket.SOCK_NONBLOCK)
print(s.gettimeout(), s.getblocking(), repr(s.type))
s.close()
