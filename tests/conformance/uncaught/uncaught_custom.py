# An uncaught user exception prints its name and text.


class AppError(Exception):
    def __init__(self, code):
        super().__init__("application failed with code %d" % code)


def run():
    raise AppError(42)


run()
