# __set_name__ and __init_subclass__ that take attributes from the class which is being made.
class Named:
    def __init__(self, text):
        self.text = text

    def __set_name__(self, owner, name):
        print("set", name, self.text)
        self.name = name
        for other in ("one", "two"):
            if other != name and other in vars(owner):
                delattr(owner, other)
        for size in range(3):
            bytes(24 << 20)
        self.owner = [owner.__name__]


def make():
    class Owner:
        one = Named("1" * 20)
        two = Named("2" * 20)
        three = Named("3" * 20)
    return Owner


for turn in range(3):
    owner = make()
    print(sorted(name for name in vars(owner) if name[0] != "_"))
    print(owner.three.name, owner.three.owner)


class Base:
    def __init_subclass__(cls, **keywords):
        print(sorted(keywords.items()))
        for name in list(keywords):
            setattr(cls, name, keywords[name])
        cls.__init_subclass__ = None
        del cls.gone
        bytes(24 << 20)


class Derived(Base, more="more", other=[1]):
    gone = [2]


print(Derived.more, Derived.other, hasattr(Derived, "gone"))
