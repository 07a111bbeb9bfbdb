# if, elif, else: selection, nesting, truth testing, pass, and names bound in one branch only.


def classify(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        if n % 2:
            return "small odd"
        else:
            return "small even"
    elif n < 100:
        return "medium"
    else:
        return "large"


for n in (-5, 0, 3, 4, 50, 1000, 99.5, True, False, -0.0):
    print(n, classify(n))


def dangling(a, b):
    if a:
        if b:
            return "both"
    else:
        return "not a"
    return "fell through"


print(dangling(1, 1), dangling(1, 0), dangling(0, 1))
if 0:
    conditional = 1
try:
    print(conditional)
except NameError as error:
    print(error)
if []:
    pass
elif "":
    pass
elif {}:
    pass
else:
    print("all empty")
if 1: pass
if None:
    print("never")
else:
    if False:
        print("never")
    elif None:
        print("never")
    else:
        print("nested else")
if not 0 and 1 or 0:
    print("boolean test")
if (lambda: [])():
    print("never")
elif (lambda: [0])():
    print("call in elif")


def tested(value):
    print("tested", value)
    return value


if tested(0):
    print("never")
elif tested(""):
    print("never")
elif tested(1):
    print("first true branch")
elif tested(2):
    print("never")
x = 5
if x > 3: print("one"); print("line")
if x is None or x > 3 and not x == 4:
    print("combined")
if "never" and 0 or not "x":
    print("never")
if __name__ == "__main__":
    print("main program")
