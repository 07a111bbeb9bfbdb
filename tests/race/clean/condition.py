import threading

changed = threading.Condition()
items = {'next': None}


def work():
    for i in range(20):
        with changed:
            while items['next'] is not None:
                changed.wait()
            items['next'] = i
            changed.notify_all()


thread = threading.Thread(target=work)
thread.start()
for _ in range(20):
    with changed:
        changed.wait_for(lambda: items['next'] is not None)
        items['next'] = None
        changed.notify_all()
thread.join()
