# Two threads may both find nothing.
import threading

cache = {}


# So that both look before either acts.
start = threading.Barrier(2)


def meet():
    found = 'key' in cache
    start.wait()
    if not found:
        cache['key'] = 1  # race: cache['key']


threads = [threading.Thread(target=meet) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
