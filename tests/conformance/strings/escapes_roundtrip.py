# repr of strings, and quotes chosen by repr in containers.
samples = [
    "plain", "it's", 'say "hi"', "both ' and \"", "back\\slash", "new\nline", "tab\t", "\r\0\x07\x1b", "é",
    "\x80\x9f\xa0", "\u200b\ufeff", "😀", "\U000e0001", "", " ", "a'b'c\"", "\\'", "\\\\n"
]
for s in samples:
    print(repr(s), len(s), len(repr(s)))
print(samples[:6], tuple(samples[1:4]), {"it's": 'x"'}, ["a\nb", ("c\td",)], {"nested": ["q'"]})
print("%r" % "a'b", "%s" % "a'b", f"{'a' + chr(39)!r}", "{!r}".format("\n"), str("a'b"), str(["a'b"]))
print(r"\n" == "\\n", len(r"\n"), "\n" == chr(10), "\x0a" == "\n", "\012" == "\n", "\u000a" == "\n")
print("a\
b", "multi" "part", 'mix' "ed", """tri"ple""", '''tri'ple''')
print(ascii("é\n😀\x7f"), ascii("\u1234'"), ascii(["é"]), ascii({"k": "é"}), ascii("plain"))
