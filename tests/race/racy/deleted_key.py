import threading

table = {'a': 1}
both = threading.Barrier(2)


def take():
    both.wait()
    del table['a']  # race: table['a']


def put():
    both.wait()
    table['a'] = 2  # race: table['a']


taker, putter = threading.Thread(target=take), threading.Thread(target=put)
taker.start()
putter.start()
try:
    taker.join()
finally:
    putter.join()
