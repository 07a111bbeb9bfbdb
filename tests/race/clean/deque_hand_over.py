import threading
from collections import deque


class Job:
    pass


jobs = deque()


def work():
    taken = 0
    while taken < 20:
        try:
            job = jobs.popleft()
        except IndexError:
            continue
        job.size += 1
        taken += 1


thread = threading.Thread(target=work)
thread.start()
for i in range(20):
    job = Job()
    job.size = i
    jobs.append(job)
thread.join()
