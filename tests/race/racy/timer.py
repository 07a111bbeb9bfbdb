import threading

late = False


def ring():
    global late
    late = True  # race: late


timer = threading.Timer(0.001, ring)
timer.start()
seen = late  # race: late
timer.join()
