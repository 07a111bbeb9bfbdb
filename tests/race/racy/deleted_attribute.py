import threading


class Box:
    pass


box = Box()
box.item = 1


def work():
    return getattr_of(box)


def getattr_of(owner):
    return owner.item  # race: item


thread = threading.Thread(target=work)
thread.start()
box.item = 2  # race: item
thread.join()
