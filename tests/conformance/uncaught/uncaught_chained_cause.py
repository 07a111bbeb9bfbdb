# raise from prints the cause first.


def convert(text):
    try:
        return int(text)
    except ValueError as error:
        raise TypeError("not a number: " + text) from error


convert("abc")
