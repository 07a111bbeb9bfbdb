import _circle

_circle.both_inside.wait()
import _circle_two

finished = True
