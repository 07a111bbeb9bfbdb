# Names are compared in their composed form: syllables of Hangul are put together by rule, not by a table.
가 = 1
print(가)
각 = 2
print(각, 각)
힣 = 3
print(힣, sorted(name for name in globals() if not name.startswith("_")) == ["\uac00", "\uac01", "\ud7a3"])
