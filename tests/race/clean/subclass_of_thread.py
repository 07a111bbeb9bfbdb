import threading


class Worker(threading.Thread):
    def __init__(self, start_at):
        super().__init__()
        self.total = start_at

    def run(self):
        for _ in range(10):
            self.total += 1


workers = [Worker(i) for i in range(3)]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
print([worker.total for worker in workers])
