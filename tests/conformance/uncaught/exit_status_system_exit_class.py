# raise SystemExit without arguments.
print("x")
raise SystemExit
