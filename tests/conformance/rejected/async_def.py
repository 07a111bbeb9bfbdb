# Coroutines.
print("never printed")


async def f():  # rejects: async def
    return 1
