# What the thread is to know comes too late.
import threading

message = None


def work():
    return message  # race: message


thread = threading.Thread(target=work)
thread.start()
message = 'hello'  # race: message
thread.join()
