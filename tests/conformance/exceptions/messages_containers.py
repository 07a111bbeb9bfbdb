# Texts of IndexError, KeyError, ValueError and TypeError from the container types.


def attempt(label, function):
    try:
        print(label, function())
    except Exception as error:
        print(label, "->", type(error).__name__ + ":", error)


def set_item(target, index, value=0):
    target[index] = value


def del_item(target, index):
    del target[index]


attempt("list get", lambda: [][0])
attempt("list set", lambda: set_item([], 0))
attempt("list del", lambda: del_item([], 0))
attempt("list set str", lambda: set_item([1], "a"))
attempt("list del str", lambda: del_item([1], "a"))
attempt("list pop", lambda: [].pop())
attempt("list pop index", lambda: [1].pop(5))
attempt("list remove", lambda: [1].remove(2))
attempt("list index", lambda: [1].index(2))
attempt("list index str", lambda: ["a"].index("b"))
attempt("tuple get", lambda: (1,)[1])
attempt("tuple index", lambda: (1,).index(2))
attempt("tuple set", lambda: set_item((1,), 0))
attempt("tuple del", lambda: del_item((1,), 0))
attempt("str get", lambda: "a"[1])
attempt("str set", lambda: set_item("a", 0))
attempt("range get", lambda: range(2)[5])
attempt("range index", lambda: range(2).index(5))
attempt("dict get", lambda: {}["k"])
attempt("dict get tuple", lambda: {}[1, 2])
attempt("dict del", lambda: del_item({}, 5))
attempt("dict pop", lambda: {}.pop("k"))
attempt("dict popitem", lambda: {}.popitem())
attempt("dict list key", lambda: {[]: 1})
attempt("dict get list", lambda: {}[[]])
attempt("dict in list", lambda: [] in {})
attempt("dict set slice", lambda: set_item({}, slice(1)))
attempt("dict dict key", lambda: {{}: 1})
attempt("set pop", lambda: set().pop())
attempt("set remove", lambda: {1}.remove(2))
attempt("set remove list", lambda: {1}.remove([]))
attempt("set of lists", lambda: {[1]})
attempt("set of sets", lambda: {{1}})
attempt("frozenset", lambda: frozenset([[]]))
attempt("hash list", lambda: hash([]))
attempt("hash dict in tuple", lambda: hash((1, {})))
attempt("slice assign int", lambda: set_item([1, 2], slice(0, 1), 5))
attempt("extended slice", lambda: set_item([1, 2, 3], slice(None, None, 2), [1]))
attempt("extended slice int", lambda: set_item([1, 2, 3], slice(None, None, 2), 5))
attempt("list + tuple", lambda: [1] + (2,))
attempt("tuple + list", lambda: (1,) + [2])
attempt("str + int", lambda: "a" + 1)
attempt("int + str", lambda: 1 + "a")
attempt("list * float", lambda: [1] * 1.5)
attempt("str * str", lambda: "a" * "b")
attempt("insert", lambda: [].insert("a", 1))
attempt("extend", lambda: [].extend(5))
attempt("fromkeys", lambda: dict.fromkeys(5))
attempt("dict of bad pairs", lambda: dict([1, 2]))
attempt("dict of short pair", lambda: dict(["a"]))
attempt("dict of pairs", lambda: dict(["ab", "cd"]))
attempt("sort mixed", lambda: sorted([1, "a"]))
attempt("sort none", lambda: [None, None].sort())
attempt("max mixed", lambda: max(1, "a"))
attempt("repeat too much", lambda: [1] * (10**30))
attempt("str repeat", lambda: "a" * (10**30))
