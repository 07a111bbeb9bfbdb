import _part_two

complete = ("one",) + _part_two.complete
