# A tokenizer, a recursive descent parser and an evaluator for arithmetic, with error messages.


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


class Token:
    def __init__(self, kind, value, position):
        self.kind, self.value, self.position = kind, value, position

    def __repr__(self):
        return f"{self.kind}:{self.value}"


def tokenize(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            start = i
            while i < len(text) and (text[i].isdigit() or text[i] == "."):
                i += 1
            literal = text[start:i]
            yield Token("number", float(literal) if "." in literal else int(literal), start)
        elif c.isalpha():
            start = i
            while i < len(text) and text[i].isalnum():
                i += 1
            yield Token("name", text[start:i], start)
        elif text[i : i + 2] in ("**", "//"):
            yield Token("op", text[i : i + 2], i)
            i += 2
        elif c in "+-*/%(),=":
            yield Token("op", c, i)
            i += 1
        else:
            raise ParseError(f"unexpected {c!r}", i)
    yield Token("end", None, len(text))


class Calculator:
    binary = [
        {"+": lambda a, b: a + b, "-": lambda a, b: a - b},
        {"*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b}
    ]

    def __init__(self):
        self.names = {"pi": 3.14159}
        self.functions = {"max": max, "min": min, "abs": abs}

    def run(self, text):
        self.tokens = list(tokenize(text))
        self.at = 0
        if len(self.tokens) > 2 and self.tokens[0].kind == "name" and self.tokens[1].value == "=":
            self.at = 2
            value = self.names[self.tokens[0].value] = self.level(0)
        else:
            value = self.level(0)
        if self.peek().kind != "end":
            raise ParseError(f"unexpected {self.peek()}", self.peek().position)
        return value

    def peek(self):
        return self.tokens[self.at]

    def take(self, value=None):
        token = self.peek()
        if value is not None and token.value != value:
            raise ParseError(f"expected {value!r}", token.position)
        self.at += 1
        return token

    def level(self, n):
        if n == len(self.binary):
            return self.unary()
        left = self.level(n + 1)
        while self.peek().kind == "op" and self.peek().value in self.binary[n]:
            operator = self.binary[n][self.take().value]
            left = operator(left, self.level(n + 1))
        return left

    def unary(self):
        if self.peek().value == "-":
            self.take()
            return -self.unary()
        return self.power()

    def power(self):
        base = self.atom()
        if self.peek().value == "**":
            self.take()
            return base ** self.unary()
        return base

    def atom(self):
        token = self.take()
        if token.kind == "number":
            return token.value
        if token.kind == "name":
            if self.peek().value == "(":
                self.take()
                arguments = []
                while self.peek().value != ")":
                    arguments.append(self.level(0))
                    if self.peek().value == ",":
                        self.take()
                self.take(")")
                return self.functions[token.value](*arguments)
            if token.value not in self.names:
                raise NameError(f"unknown name {token.value}")
            return self.names[token.value]
        if token.value == "(":
            value = self.level(0)
            self.take(")")
            return value
        raise ParseError(f"unexpected {token}", token.position)


calculator = Calculator()
for line in (
    "1 + 2 * 3", "(1 + 2) * 3", "2 ** 3 ** 2", "-2 ** 2", "7 // 2 + 7 % 3", "x = 10 / 4", "x * 2 - -1",
    "max(1, x, 2) + abs(-3)", "pi * 2", "10 ** 30", "1 +", "(1", "1 $ 2", "y + 1", "1 / 0", "max()", "nothing(1)",
    "2 3", "1.2.3", "((((5))))", "x = x + 1", "x"
):
    try:
        print(line, "=", calculator.run(line))
    except (ParseError, NameError, ArithmeticError, TypeError, KeyError, ValueError) as error:
        print(line, "->", type(error).__name__, error)
