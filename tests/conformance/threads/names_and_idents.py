# Thread names: Thread-N (function), given names, renaming, current_thread, main_thread, daemon, ident.
import threading


def worker():
    names.append(threading.current_thread().name)


names = []
t1 = threading.Thread(target=worker)
t2 = threading.Thread(target=worker, name="given")
t3 = threading.Thread(target=lambda: names.append(threading.current_thread().name))
t4 = threading.Thread()
for t in (t1, t2, t3, t4):
    t.start()
    t.join()
print(names, t4.name)
t5 = threading.Thread(target=worker)
print(t5.name)
t5.name = "renamed"
t5.start()
t5.join()
print(names[-1], t5.name)
print(threading.current_thread().name, threading.main_thread().name)
print(threading.current_thread() is threading.main_thread(), threading.main_thread().is_alive())
print(threading.active_count(), [t.name for t in threading.enumerate()])
seen = []


def check():
    me = threading.current_thread()
    seen.append((me is thread, me is threading.main_thread(), me.is_alive(), me.daemon, threading.active_count()))


thread = threading.Thread(target=check)
print(thread.ident, thread.daemon)
thread.start()
thread.join()
print(seen, isinstance(thread.ident, int), thread.ident != 0)
print(isinstance(threading.get_ident(), int), threading.get_ident() == threading.main_thread().ident)
daemon = threading.Thread(target=check, daemon=True)
print(daemon.daemon)
daemon.start()
daemon.join()
late = threading.Thread(target=worker)
late.daemon = True
print(late.daemon)
late.start()
late.join()
try:
    late.daemon = False
    print("allowed after the end")
except RuntimeError as error:
    print(error)
try:
    threading.current_thread().daemon = True
except RuntimeError as error:
    print(error)
threading.current_thread().name = "main renamed"
print(threading.main_thread().name)
print(threading.Thread(name=5).name, threading.Thread(target=worker, name="").name.startswith("Thread-"))
