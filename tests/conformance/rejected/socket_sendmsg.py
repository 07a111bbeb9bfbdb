import socket

a, b = socket.socketpair()
a.sendmsg([b"x"])  # rejects: not supported by Mini
