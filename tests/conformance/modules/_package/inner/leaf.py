print('leaf', __name__)


def beyond():
    from ....nowhere import x


def missing():
    from . import absent


def also_missing():
    from .absent import x
