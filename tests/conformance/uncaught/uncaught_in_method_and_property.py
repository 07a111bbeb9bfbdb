# An exception inside a property called from a method.


class Account:
    def __init__(self):
        self.entries = []

    @property
    def average(self):
        return sum(self.entries) / len(self.entries)

    def report(self):
        return "average: %s" % self.average


print(Account().report())
