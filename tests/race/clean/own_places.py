import threading

results = [0, 0]
by_name = {}


def work(i):
    for _ in range(20):
        results[i] += 1
    by_name[i] = results[i]


threads = [threading.Thread(target=work, args=(i,)) for i in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results[0] + results[1], by_name[0] + by_name[1])
