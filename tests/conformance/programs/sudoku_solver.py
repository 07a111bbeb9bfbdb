# A sudoku solved by constraint propagation and search.


def cross(a, b):
    return [x + y for x in a for y in b]


digits, rows, cols = "123456789", "ABCDEFGHI", "123456789"
squares = cross(rows, cols)
unit_list = [cross(rows, c) for c in cols] + [cross(r, cols) for r in rows]
unit_list += [cross(rs, cs) for rs in ("ABC", "DEF", "GHI") for cs in ("123", "456", "789")]
units = {s: [u for u in unit_list if s in u] for s in squares}
peers = {s: sorted(set(sum(units[s], [])) - {s}) for s in squares}


def parse(grid):
    values = {s: digits for s in squares}
    for s, d in zip(squares, grid):
        if d in digits and not assign(values, s, d):
            return False
    return values


def assign(values, s, d):
    others = values[s].replace(d, "")
    return values if all(eliminate(values, s, other) for other in others) else False


def eliminate(values, s, d):
    if d not in values[s]:
        return values
    values[s] = values[s].replace(d, "")
    if len(values[s]) == 0:
        return False
    if len(values[s]) == 1 and not all(eliminate(values, p, values[s]) for p in peers[s]):
        return False
    for u in units[s]:
        places = [q for q in u if d in values[q]]
        if not places:
            return False
        if len(places) == 1 and not assign(values, places[0], d):
            return False
    return values


def search(values):
    if values is False:
        return False
    if all(len(values[s]) == 1 for s in squares):
        return values
    n, s = min((len(values[s]), s) for s in squares if len(values[s]) > 1)
    for d in values[s]:
        result = search(assign(values.copy(), s, d))
        if result:
            return result
    return False


for grid in (
    "003020600900305001001806400008102900700000008006708200002609500800203009005010300",
    "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......",
    "55" + "." * 79,
):
    solved = search(parse(grid))
    if solved:
        for r in rows:
            print(" ".join(solved[r + c] for c in cols))
    else:
        print("no solution")
    print()
