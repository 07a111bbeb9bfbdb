# The item changes after it was handed over.
import queue
import threading


class Job:
    pass


jobs = queue.Queue()


def work():
    job = jobs.get()
    return job.size  # race: size


thread = threading.Thread(target=work)
thread.start()
job = Job()
job.size = 1
jobs.put(job)
job.size = 2  # race: size
thread.join()
