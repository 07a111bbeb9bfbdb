# Line joining, semicolons, blank lines, comments, odd indentation widths and one-line suites.
a = 1; b = 2; print(a, b)
c = 1 + \
    2 + \
    3
print(c)
d = [
    1,  # a comment inside brackets

    2,
        3,
]
print(d, len(d
             ))
if a == 1: print("one line suite"); print("second statement")
if a == 2: print("no")
elif b == 2: print("elif suite")
else: print("no")
while a < 3: a += 1; print("loop", a)
for x in 1, 2: print(x, end=" ")
else: print("else")
def one_line(n): return n * 2
class Empty: pass
class OneLine: x = 5; y = 6
print(one_line(4), OneLine.x + OneLine.y)
try: 1 / 0
except ZeroDivisionError: print("caught")
finally: print("finally")
if True:
  if True:
       print("odd widths")
  print("back")
if True:
	print("tab indentation")
	if True:
		print("two tabs")
            # a comment at an odd column does not matter
print("after")
x = ("implicit "
     "string "
     'joining')
print(x)
if (a == 3 and
        b == 2):
    print("condition over two lines")

def with_comment_first():
    # a comment first

    return "value"
print(with_comment_first())
def documented():
    "docstring only"
print(documented(), documented.__doc__)
assert (
    True
), "never"
print({
    "k": 1,
    "l": [2,
3],
})
result = one_line(
    n=
    5
)
print(result)
pass; pass
if True: pass
lambda_value = lambda x, \
    y: x + y
print(lambda_value(1, 2))
print("end without trailing newline")
