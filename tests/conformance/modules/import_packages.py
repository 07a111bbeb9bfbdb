# Packages: folders with an __init__, modules inside them, relative imports, and the errors of all of these.
import _package.inner.leaf
import _package.sibling as other
import _package.inner.leaf as leaf
from _package import sibling, kept
from _package import inner
import concurrent.futures
from concurrent import futures
import sys


def show(function):
    try:
        print(repr(function()))
    except ImportError as error:
        print(type(error).__name__, error, error.name)


print(_package.sibling is other, _package.inner.leaf is leaf, sibling.value, kept, inner.outer, inner.sibling is other)
print(concurrent.futures is futures, futures.__name__, concurrent.__name__)
print(sorted(name for name in sys.modules if name.startswith('_package')))


def beyond_top():
    import _package.absent


def not_a_package():
    import _package.sibling.more


def no_such_name():
    from _package import nothing_of_the_kind


show(beyond_top)
show(not_a_package)
show(leaf.beyond)
show(leaf.also_missing)
for function in (no_such_name, leaf.missing):
    try:
        function()
    except ImportError as error:
        print(type(error).__name__, str(error).split(' (')[0])
try:
    from . import anything
except ImportError as error:
    print(error)
