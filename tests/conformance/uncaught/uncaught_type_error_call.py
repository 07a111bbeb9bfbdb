# A call with a missing argument.


class Thing:
    def method(self, a, b):
        return a


Thing().method(1)
