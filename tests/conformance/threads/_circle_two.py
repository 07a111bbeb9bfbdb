import _circle

_circle.both_inside.wait()
import _circle_one

finished = True
