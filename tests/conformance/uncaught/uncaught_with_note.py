# Notes are printed below the exception.
error = ValueError("main text")
error.add_note("a note")
raise error
