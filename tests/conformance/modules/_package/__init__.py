print('package', __name__)
from . import sibling
from .sibling import value
kept = value + 1
