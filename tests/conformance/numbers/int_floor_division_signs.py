# //, % and divmod round towards minus infinity for every combination of signs and sizes.
for a in (7, -7, 0, 1, -1, 10**20, -(10**20), 2**63, -(2**63), 2**60, -(2**60)):
    for b in (2, -2, 1, -1, 7, -7, 10**10, -(10**10), 2**64, -(2**64)):
        q, r = divmod(a, b)
        assert q == a // b and r == a % b and q * b + r == a and (r == 0 or (r < 0) == (b < 0)), (a, b)
        print(q, r, end=" ")
    print()
print(7 // 2, -7 // 2, 7 // -2, -7 // -2, 7 % 3, -7 % 3, 7 % -3, -7 % -3, 0 // 5, 0 % -5)
print(True // 1, True % 2, 5 // True, -(2**62) // -1, -(2**59) // -1, -(2**60) // -1, -(2**63) // -1)
