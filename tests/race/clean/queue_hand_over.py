import queue
import threading


class Job:
    def __init__(self, size):
        self.size = size


jobs, done = queue.Queue(), queue.Queue()


def work():
    while True:
        job = jobs.get()
        if job is None:
            break
        job.size += 1
        done.put(job)


thread = threading.Thread(target=work)
thread.start()
for i in range(20):
    jobs.put(Job(i))
jobs.put(None)
for _ in range(20):
    done.get().size += 1
thread.join()
