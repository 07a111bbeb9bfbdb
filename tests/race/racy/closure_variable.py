import threading


def main():
    total = 0

    def work():
        nonlocal total
        total += 1  # race: total

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


main()
