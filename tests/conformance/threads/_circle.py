import threading

both_inside = threading.Barrier(2)
