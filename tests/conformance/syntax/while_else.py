# The else block of while runs when the condition becomes false, never after break.
n = 3
while n:
    print("turn", n)
    n -= 1
else:
    print("finished", n)
while True:
    n += 1
    if n == 2:
        continue
    if n > 3:
        break
else:
    print("never printed")
print(n)
while False:
    print("never printed")
else:
    print("else at once")
outer = 0
while outer < 3:
    inner = 0
    while inner < 3:
        if inner == outer:
            break
        inner += 1
    else:
        print("inner finished for", outer)
    print("outer", outer, "inner", inner)
    outer += 1
else:
    print("outer finished")


def search(limit, wanted):
    candidate = 0
    while candidate < limit:
        if candidate * candidate == wanted:
            return "found %d" % candidate
        candidate += 1
    else:
        return "not found"


print(search(10, 49), search(10, 50))
while n := n - 1:
    print("walrus", n)
else:
    print("walrus done", n)
count = 0
while 1:
    count += 1
    while "constant":
        break
    else:
        print("never printed")
    if count >= 4:
        break
print(count)
while not count % 2:
    count //= 2
    continue
else:
    print("odd", count)
