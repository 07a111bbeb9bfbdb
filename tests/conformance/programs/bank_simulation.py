# Classes, exceptions, properties and formatting in one program.


class BankError(Exception):
    pass


class InsufficientFunds(BankError):
    def __init__(self, account, amount):
        self.account, self.amount = account, amount
        super().__init__(f"{account.owner} has {account.balance:.2f}, needs {amount:.2f}")


class Account:
    _next_number = 1000
    rate = 0.01

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = 0
        self.history = []
        self.number = Account._next_number
        Account._next_number += 1
        if balance:
            self.deposit(balance)

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise InsufficientFunds(self, self._balance - value)
        self._balance = round(value, 2)

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("deposits are positive")
        self.balance += amount
        self.history.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        self.balance -= amount
        self.history.append(("withdraw", amount))
        return self

    def add_interest(self):
        self.balance *= 1 + self.rate

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance:.2f})"

    def __lt__(self, other):
        return self.balance < other.balance


class Savings(Account):
    rate = 0.05

    def withdraw(self, amount):
        if len([h for h in self.history if h[0] == "withdraw"]) >= 2:
            raise BankError(f"{self.owner}: too many withdrawals")
        return super().withdraw(amount)


class Bank:
    def __init__(self):
        self.accounts = {}

    def __iadd__(self, account):
        self.accounts[account.number] = account
        return self

    def __getitem__(self, number):
        try:
            return self.accounts[number]
        except KeyError:
            raise BankError(f"no account {number}") from None

    def __iter__(self):
        return iter(self.accounts.values())

    def __len__(self):
        return len(self.accounts)

    def __contains__(self, owner):
        return any(a.owner == owner for a in self)

    def transfer(self, source, target, amount):
        self[source].withdraw(amount)
        try:
            self[target].deposit(amount)
        except (BankError, ValueError):
            self[source].deposit(amount)
            raise


bank = Bank()
bank += Account("Ann", 100)
bank += Savings("Bob", 250.5)
bank += Account("Cid")
print(len(bank), list(bank), "Ann" in bank, "Zoe" in bank)
for action in (
    lambda: bank.transfer(1000, 1001, 30),
    lambda: bank.transfer(1000, 1001, 300),
    lambda: bank.transfer(1001, 9999, 10),
    lambda: bank.transfer(1002, 1000, 0),
    lambda: bank.transfer(1001, 1002, 50.25),
    lambda: bank.transfer(1001, 1002, 5),
    lambda: bank[5],
    lambda: Account("Dan", -5),
):
    try:
        action()
        print("ok", [f"{a.balance:.2f}" for a in bank])
    except (BankError, ValueError) as error:
        print(type(error).__name__, error, getattr(error, "amount", ""), error.__cause__)
for account in sorted(bank, reverse=True):
    account.add_interest()
    print(
        f"{account.number}|{account.owner:<6}|{account.balance:>10,.2f}|{len(account.history)}", account.history[-1:]
    )
print(max(bank), min(bank), sum(a.balance for a in bank))
