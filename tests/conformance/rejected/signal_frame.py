import signal


def handler(number, frame):
    frame.f_lineno  # rejects: frame


signal.signal(signal.SIGUSR1, handler)
signal.raise_signal(signal.SIGUSR1)
