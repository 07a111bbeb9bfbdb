# int.to_bytes and int.from_bytes.
def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


numbers = [0, 1, -1, 127, 128, -128, -129, 255, 256, -256, -257, 65535, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**63), 2**64, 2**200 + 12345, -(2**200),
           True]
for number in numbers:
    for length in (0, 1, 2, 4, 8, 9, 30):
        for order in ("big", "little"):
            for signed in (False, True):
                attempt(lambda: number.to_bytes(length, order, signed=signed))
for data in (b"", b"\0", b"\1", b"\xff", b"\x80", b"\x7f\xff", b"\xff\x7f", b"\0\0\1", b"\x01\x02\x03\x04\x05\x06\x07\x08", b"\xff" * 8, b"\x80" + b"\0" * 7,
             b"\xff" * 20, bytearray(b"\x01\x00"), [1, 2], (255, 0), range(3), b"\x80" + b"\0" * 24):
    for order in ("big", "little"):
        for signed in (False, True):
            print(int.from_bytes(data, order, signed=signed))
print((5).to_bytes(), int.from_bytes(b"\x05"), (1).to_bytes(2), (258).to_bytes(length=2, byteorder="little"), bool.from_bytes(b"\1"))
for number in (2**1000 - 1, -(3**200), 10**50):
    data = number.to_bytes(130, "little", signed=True)
    print(int.from_bytes(data, "little", signed=True) == number)


class Own:
    def __bytes__(self):
        return b"\1\1"


print(int.from_bytes(Own()))
for action in (lambda: int.from_bytes("x"), lambda: int.from_bytes(1), lambda: int.from_bytes(b"x", 1), lambda: int.from_bytes(b"x", "x"),
               lambda: int.from_bytes([300]), lambda: int.from_bytes(), lambda: (1).to_bytes(-1), lambda: (-1).to_bytes(), lambda: (256).to_bytes(),
               lambda: (1).to_bytes("x"), lambda: (1).to_bytes(1, "x"), lambda: (1).to_bytes(1, 1), lambda: (1).to_bytes(2**70), lambda: int.from_bytes(None),
               lambda: (1).to_bytes(1, "big", True), lambda: int.from_bytes(b"", signed=[1], byteorder="big")):
    attempt(action)
