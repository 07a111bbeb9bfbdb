# Names are compared in their composed form: syllables of Hangul are put together by rule, not by a table.
가 = 1
print(가)
각 = 2
print(각, 각)
힣 = 3
print(힣)


class Names:
    들 = 4


print(Names.들, [name for name in dir(Names) if not name.startswith("_")] == ["\ub4e4"])
