# Exceptions whose contexts run in a circle: raising while one is handled ends, and takes what is raised out of the chain.
def chain(error):
    names = []
    for _ in range(8):
        if error is None:
            break
        names.append(str(error))
        error = error.__context__
    return names


def circle(*names):
    errors = [ValueError(name) for name in names]
    for error, context in zip(errors, errors[1:] + errors[:1]):
        error.__context__ = context
    return errors


def raise_while(handled, raised):
    try:
        try:
            raise handled
        except ValueError:
            raise raised
    except Exception as error:
        print(chain(error))


for size in range(1, 6):
    errors = circle(*"abcde"[:size])
    raise_while(errors[0], KeyError("new"))
    raise_while(errors[0], TypeError("again"))
    for number in range(size):
        raise_while(circle(*"abcde"[:size])[0], errors[number])
    errors = circle(*"abcde"[:size])
    for number in range(size):
        raise_while(errors[0], errors[number])
first, second, third = circle("first", "second", "third")
tail = ValueError("tail")
tail.__context__ = first
raise_while(tail, KeyError("new"))
raise_while(tail, second)
raise_while(tail, third)
