# What a module's body does comes before the use of its names, whichever thread imports it.
import threading


def work():
    import _settings
    names = _settings.names
    return _settings.default() + _settings.level + len(names)


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
