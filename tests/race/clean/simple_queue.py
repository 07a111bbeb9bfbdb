import queue
import threading


class Job:
    pass


jobs = queue.SimpleQueue()


def work():
    while True:
        job = jobs.get()
        if job is None:
            return
        job.size += 1


thread = threading.Thread(target=work)
thread.start()
for i in range(20):
    job = Job()
    job.size = i
    jobs.put(job)
jobs.put(None)
thread.join()
