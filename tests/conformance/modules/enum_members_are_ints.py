# In CPython the constants of signal and socket are members of enumerations derived from int, and a SelectorKey is a tuple.
import selectors
import signal
import socket

print(isinstance(signal.SIGINT, int), isinstance(socket.AF_INET, int))
print(len(list(signal.Signals)) > 10)
reader, writer = socket.socketpair()
selector = selectors.DefaultSelector()
key = selector.register(reader, selectors.EVENT_READ, "data")
fileobj, fd, events, data = key
print(fileobj is reader, fd == reader.fileno(), events, data)
selector.close()
reader.close()
writer.close()
