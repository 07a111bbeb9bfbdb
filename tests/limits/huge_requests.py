# Requests for absurd amounts of memory raise MemoryError or OverflowError and leave the program running.


def attempt(label, f):
    try:
        print(label, len(f()))
    except (MemoryError, OverflowError) as error:
        print(label, type(error).__name__, error)


attempt("str", lambda: "ab" * (2**62))
attempt("str overflow", lambda: "ab" * (2**63))
attempt("list", lambda: [0] * (2**61))
attempt("list more", lambda: [0] * (2**62))
attempt("list overflow", lambda: [0] * (2**64))
attempt("tuple", lambda: (1, 2) * (2**62))
attempt("tuple overflow", lambda: (1,) * (10**30))
attempt("pad", lambda: "x".ljust(2**62))
attempt("center", lambda: "x".center(2**63 - 1))
attempt("zfill", lambda: "1".zfill(2**62))
attempt("pad overflow", lambda: "x".rjust(2**64))
attempt("shift", lambda: [1 << (2**70)])
attempt("range", lambda: range(2**64))
attempt("replace", lambda: ("a" * 100000).replace("a", "b" * 10))
attempt("empty", lambda: "" * (2**62))
attempt("empty list", lambda: [] * (2**62))
attempt("negative", lambda: "x" * -5)
attempt("bytes", lambda: bytes(2**62))
attempt("bytes repeated", lambda: b"ab" * (2**61))
attempt("bytes overflow", lambda: b"ab" * (2**62))
attempt("bytes padded", lambda: b"x".center(2**63 - 1))
attempt("bytearray", lambda: bytearray(2**62))
attempt("bytearray repeated", lambda: bytearray(b"ab") * (2**62))
attempt("int as bytes", lambda: (1).to_bytes(2**62))
print("still running", len("x" * 10**7), len([0] * 10**6))
