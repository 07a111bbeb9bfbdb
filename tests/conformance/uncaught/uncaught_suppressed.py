# raise from None prints only the new exception.
try:
    {}["k"]
except KeyError:
    raise LookupError("only this") from None
