# A KeyboardInterrupt raised by the program and handled.
try:
    raise KeyboardInterrupt("stop")
except Exception:
    print("never printed")
except BaseException as error:
    print(type(error).__name__, error)
raise SystemExit(2)
