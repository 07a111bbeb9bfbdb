# The first string of a module, class or function is its __doc__; anything else is not.
"""not the module docstring: a comment does not matter, so this is it"""


def documented():
    """The docstring."""
    return 1


def joined():
    "two " "pieces"


def raw():
    r"raw \n doc"


def formatted():
    f"not a docstring"


def late():
    x = 1
    "too late"


def parenthesised():
    ("also a docstring")


def expression():
    "a" + "b"


def number():
    5


class Documented:
    """Class doc.

    Second paragraph.
    """

    def method(self):
        """Method doc."""

    @property
    def prop(self):
        """Property doc."""
        return 1


class Plain:
    x = "no"


class Child(Documented):
    pass


print(__doc__)
for function in (documented, joined, raw, formatted, late, parenthesised, number):
    print(function.__name__, repr(function.__doc__))
print(repr(Documented.__doc__))
print(Plain.__doc__, Child.__doc__, Child().__doc__)
print(Documented.method.__doc__, Documented().method.__doc__, Documented.prop.__doc__)
print((lambda: "x").__doc__)
documented.__doc__ = "replaced"
print(documented.__doc__)
print(documented(), joined())
