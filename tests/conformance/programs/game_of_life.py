# Conway's Life on a torus with sets and comprehensions.


def step(cells, width, height):
    counts = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    key = ((x + dx) % width, (y + dy) % height)
                    counts[key] = counts.get(key, 0) + 1
    return {cell for cell, count in counts.items() if count == 3 or count == 2 and cell in cells}


def show(cells, width, height):
    return "\n".join("".join("#" if (x, y) in cells else "." for x in range(width)) for y in range(height))


glider = """
.#...
..#..
###..
"""
cells = {(x, y) for y, row in enumerate(glider.split()) for x, c in enumerate(row) if c == "#"}
for generation in range(9):
    if generation % 4 == 0:
        print("generation", generation)
        print(show(cells, 8, 6))
    cells = step(cells, 8, 6)
r_pentomino = {(10, 10), (11, 10), (9, 11), (10, 11), (10, 12)}
history = []
for _ in range(60):
    history.append(len(r_pentomino))
    r_pentomino = step(r_pentomino, 40, 30)
print(history)
print(sorted(r_pentomino)[:10], len(r_pentomino))
