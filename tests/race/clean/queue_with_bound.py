import queue
import threading

jobs = queue.Queue(2)


def work():
    for _ in range(20):
        job = jobs.get()
        job['n'] += 1
        jobs.task_done()


thread = threading.Thread(target=work)
thread.start()
made = [{'n': i} for i in range(20)]
for job in made:
    jobs.put(job)
jobs.join()
for job in made:
    job['n'] += 1
thread.join()
