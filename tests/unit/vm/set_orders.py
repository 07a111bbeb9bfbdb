"""Prints the checksums in set.cpp: the same history of set operations under CPython, folded over every order met."""

MASK = (1 << 64) - 1


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & MASK
        return (self.state >> 33) % n


def history(seed, width, steps):
    random = Random(seed)
    sets = [set(), set(), set()]
    checksum = 0xCBF29CE484222325
    for _ in range(steps):
        target = random.below(3)
        other = random.below(3)
        key = random.below(width) - width // 3
        op = random.below(24)
        if op < 10:
            sets[target].add(key)
        elif op < 15:
            sets[target].discard(key)
        elif op == 15:
            if sets[target]:
                sets[target].pop()
        elif op == 16:
            sets[target] = sets[target] | sets[other]
        elif op == 17:
            sets[target] = sets[target] & sets[other]
        elif op == 18:
            sets[target] = sets[target] - sets[other]
        elif op == 19:
            sets[target] = sets[target] ^ sets[other]
        elif op == 20:
            sets[target] |= sets[other]
        elif op == 21:
            if random.below(4) == 0:
                sets[target] &= sets[other]
            else:
                sets[target] -= sets[other]
        elif op == 22:
            sets[target] ^= sets[other]
        else:
            sets[target].update(range(key, key + random.below(40)))
        for item in sets[target]:
            checksum = ((checksum ^ (item & MASK)) * 0x100000001B3) & MASK
    return checksum


if __name__ == "__main__":
    for seed, width, steps in (1, 20, 3000), (2, 100, 3000), (3, 1000, 2000), (4, 1 << 30, 1000), (5, 400, 3000):
        print("    {%d, %d, %d, 0x%016x}," % (seed, width, steps, history(seed, width, steps)))
