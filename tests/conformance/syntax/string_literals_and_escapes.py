# String prefixes, quotes, escapes, raw strings, triple quotes and implicit joining.
print('single', "double", '''triple single''', """triple double""")
print("it's", 'say "hi"', 'it\'s', "say \"hi\"", '''it's "both"''')
print("tab[\t] newline[\\n] backslash[\\] bell", repr("\a\b\f\v\r\n\t\0"))
print(repr("\x41\x7f\xff"), "\101\102", repr("\7"), repr("\08"), len("\1234"))
print("\u00e9 \u20ac \U0001F600")
print(len("\U0001F600"), len("é"), ord("\u20ac"))
print(r"raw \n \t \x41", R'raw \'quote\'', len(r"\n"), r"""raw
triple \""" """)
print("line one\
 continued")
print("""first
second \
still second
  third""")
print("a" 'b' """c""" r'\d' f"{1 + 1}" "{not formatted}")
print(repr("'"), repr('"'), repr("'\""), repr("\\"), repr("a\nb"))
print(repr("\x80\xa0\xad\u0378\ue000\U0010ffff"))
print(repr("é€😀"), ascii("é€😀\n"))
print(repr("\x7f\x1b\x00"), u"unicode prefix", U'x')
print("" "" == "", len(""), not "")
text = ("one"
        "two" +
        "three" "four"
        * 2)
print(text)
print("\
")
print("a\
b\
c")
print(len("""
"""), len('''''' ''), repr("""quote at end\""""))
print("# not a comment", '#"')  # a comment "with quotes"
print("\'\"\\", 'a\tb'.expandtabs(4), "%" "%%d" "" % 5)
print("nul\0inside" == "nul\x00inside", len("a\0b"))
print("\ud800" == chr(0xD800), len("\ud83d\ude00"), repr("\ud83d"))
