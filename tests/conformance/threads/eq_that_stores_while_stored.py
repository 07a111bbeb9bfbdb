# Keys whose __eq__ puts more into the very dict, set or list that looks for them, in a thread beside another.
import threading

asked = 0
table = {}
items = set()


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 1

    def __eq__(self, other):
        global asked
        asked += 1
        if asked > 10000:
            raise AssertionError("without end")
        table[asked * 1000] = asked
        items.add(asked * 1000)
        return self.name == other.name


class Moving:
    """Its __eq__ moves what it is among."""

    def __init__(self, name):
        self.name = name

    def __eq__(self, other):
        global asked
        asked += 1
        if asked > 10000:
            raise AssertionError("without end")
        self.among.insert(0, asked)
        return self.name == other.name


def work():
    for name in ("a", "b", "c", "d", "b"):
        table[Key(name)] = name
        items.add(Key(name))
        table.setdefault(Key(name), "another")
    for container in (table, items):
        print(sorted(key.name for key in container if isinstance(key, Key)))
    print(table.pop(Key("c")), table.get(Key("d")), Key("c") in table)
    items.discard(Key("c"))
    names = [Moving("first"), Moving("second")]
    Moving.among = names
    names.remove(Moving("first"))
    print(len(names) < 100)
    print(sorted(key.name for key in items if isinstance(key, Key)), asked < 1000)


thread = threading.Thread(target=work)
thread.start()
thread.join()
