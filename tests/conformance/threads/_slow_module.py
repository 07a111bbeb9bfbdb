import time

print('the module begins')
value = None
time.sleep(0.05)
value = 42
print('the module ends')
