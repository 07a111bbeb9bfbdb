# raise SystemExit(n) is the same as sys.exit(n); finally blocks run.


def leave():
    try:
        raise SystemExit(7)
    finally:
        print("finally runs")


leave()
