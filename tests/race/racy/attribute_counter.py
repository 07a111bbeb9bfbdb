import threading


class Account:
    def __init__(self):
        self.balance = 0

    def deposit(self):
        self.balance += 1  # race: balance


account = Account()


def work():
    for _ in range(20):
        account.deposit()


threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
