print('inner', __name__)
from .. import sibling
from ..sibling import value as outer
from . import leaf
