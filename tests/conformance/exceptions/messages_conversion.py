# Texts of int(), float() and related conversion errors.


def attempt(function, *args):
    try:
        print(args, "=", repr(function(*args)))
    except Exception as error:
        print(args, "->", type(error).__name__ + ":", error)


for text in (
    "", " ", "x", "1x", "1.5", "0x10", "1_000", "_1", "1__0", "1_", "+5", "-5", "+-5", " 7 ", "\n8\t", "- 5", "٣",
    "1e3", "0b1", "½"
):
    attempt(int, text)
attempt(int, "ff", 16)
attempt(int, "0xff", 16)
attempt(int, "0xff", 0)
attempt(int, "010", 0)
attempt(int, "0", 0)
attempt(int, "0b102", 2)
attempt(int, "102", 2)
attempt(int, "zz", 36)
attempt(int, "zz", 37)
attempt(int, "1", 1)
attempt(int, "1", -5)
attempt(int, "0o17", 8)
attempt(int, "9", 8)
attempt(int, 10, 10)
attempt(int, 1.9)
attempt(int, -1.9)
attempt(int, None)
attempt(int, [])
attempt(int, float("nan"))
attempt(int, float("inf"))
attempt(int, 1e30)
attempt(int)
attempt(int, "a'b")
attempt(int, 'quote"s\'')
attempt(int, "é")
attempt(int, "1\0")
for text in (
    "", " ", "x", "1.5", ".5", "5.", ".", "1e5", "1e", "e5", "inf", "-Infinity", "nan", "+NaN", "1_0.5", "1__0",
    "0x1", " 2.5 ", "1,5", "1e400", "-1e400", "infi", "٣.٥"
):
    attempt(float, text)
attempt(float, None)
attempt(float, [])
attempt(float, 10**400)
attempt(float, 5)
attempt(float)
attempt(float, True)
attempt(str, 5)
attempt(str)
attempt(bool, "")
attempt(chr, 1.5)
attempt(ord, "")
attempt(ord, "abc")
attempt(list, "abc")
attempt(tuple, {"k": 1})
attempt(set, 1)
attempt(dict, [(1, 2)])
