import threading


class Worker(threading.Thread):
    done = 0

    def run(self):
        self.progress = 1  # race: progress


worker = Worker()
worker.progress = 0
worker.start()
seen = worker.progress  # race: progress
worker.join()
