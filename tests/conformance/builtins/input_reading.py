# input reads lines from standard input, without their newline, and raises EOFError at its end.
name = input("Name? ")
print("Hello,", name)
print(repr(input()))
print(repr(input("é prompt: ")))
numbers = [int(text) for text in input().split()]
print(sum(numbers), numbers)
total = 0
while True:
    line = input()
    if line == "end":
        break
    total += float(line)
print(total)
print(repr(input(5)))
print(repr(input("last: ")))
try:
    input("nothing left: ")
except EOFError as error:
    print()
    print("EOFError:", error)
try:
    input(1, 2)
except TypeError as error:
    print(error)
