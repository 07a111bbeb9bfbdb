import threading

rung = threading.Event()
late = False


def ring():
    global late
    late = True
    rung.set()


timer = threading.Timer(0.001, ring)
timer.start()
rung.wait()
print(late)
late = False
timer.join()
