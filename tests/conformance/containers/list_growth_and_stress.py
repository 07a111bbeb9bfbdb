# Large lists and dicts built, shrunk and rebuilt keep their contents right.
a = []
for i in range(20000):
    a.append(i * 3)
print(len(a), a[0], a[9999], a[-1], sum(a))
for i in range(15000):
    a.pop()
print(len(a), a[-1])
for i in range(100):
    a.insert(i * 10, -i)
print(len(a), a[:15], a[990:995], sum(a))
while len(a) > 4000:
    a.pop(0)
print(a[0], len(a), a.index(a[-1]))
a[1000:2000] = ["x"] * 10
print(len(a), a.count("x"), a[999], a[1010])
del a[::3]
print(len(a), a[1], a.count("x"))
a.reverse()
print(a[0], a[-1])
stack = []
for i in range(1000):
    stack.append(i)
    if i % 3 == 2:
        stack.pop()
        stack.pop()
print(len(stack), stack[-5:])
d = {}
for i in range(10000):
    d["k%d" % i] = i
for i in range(0, 10000, 2):
    del d["k%d" % i]
print(len(d), d["k1"], d["k9999"], "k2" in d, sum(d.values()))
s = set()
for i in range(10000):
    s.add(i * i % 1009)
print(len(s), sum(s), 5 in s, 11 in s)
m = [[0] * 50 for _ in range(50)]
for i in range(50):
    for j in range(50):
        m[i][j] = i * j
print(sum(map(sum, m)), m[49][49], [row[25] for row in m][:5])
q = list(range(100))
for _ in range(250):
    q.append(q.pop(0) + 1)
print(q[:5], sum(q))
big = [None] * 50000
big[49999] = 1
print(len(big), big.index(1), big.count(None), len(big + big), len(big * 3))
t = tuple(range(10000))
print(len(t), t[5000], sum(t), len(t + t), t[-1])
strings = [str(i) for i in range(5000)]
print(len("".join(strings)), len(set(strings)), max(strings), min(strings, key=len), sorted(strings)[:3])
tree = None
for i in range(500):
    tree = (tree, i)
depth = 0
while tree:
    tree, _ = tree
    depth += 1
print(depth)
sieve = [True] * 10000
for i in range(2, 100):
    if sieve[i]:
        sieve[i * i :: i] = [False] * len(range(i * i, 10000, i))
print(sum(sieve) - 2)
