import queue
import threading

jobs = queue.PriorityQueue()
table = {}


def work():
    for _ in range(10):
        number = jobs.get()
        table[number] += 1


for i in range(10):
    table[i] = i
    jobs.put(i)
thread = threading.Thread(target=work)
thread.start()
thread.join()
print(table[9])
