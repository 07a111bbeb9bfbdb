# await outside any coroutine is Python's own error.
print("never printed")


async def g():  # rejects: async def
    await g()
