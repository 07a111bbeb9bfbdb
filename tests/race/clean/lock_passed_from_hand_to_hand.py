# One thread takes the lock, another lets it go.
import threading

turn = threading.Lock()
turn.acquire()
value = 0


def work():
    global value
    value = 1
    turn.release()


thread = threading.Thread(target=work)
thread.start()
turn.acquire()
value += 1
thread.join()
