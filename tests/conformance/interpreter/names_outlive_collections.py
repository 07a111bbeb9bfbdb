# Names that nothing refers to for a while: special methods that a module brings later, and attributes asked for by
# names made at run time.


def fill():
    return sum(len([number, str(number)]) for number in range(200_000))


print(fill())
import _manager

with _manager.Manager() as value:
    print(value)
print(list(_manager.Counted()), divmod(_manager.Counted(), 4))


class Wide:
    pass


for number in range(50):
    setattr(Wide, "field" + str(number), number)
missing = found = 0
for turn in range(6):
    for number in range(400):
        if hasattr(Wide(), "nothing" + str(turn) + str(number)):
            missing += 1
    fill()
    for number in range(50):
        found += getattr(Wide(), "field" + str(number)) == number
    for number in range(400, 800):
        if hasattr(Wide(), "nothing" + str(turn) + str(number)):
            missing += 1
print(missing, found)
