# A standard module that Mini does not have.
print("never printed")
import asyncio  # rejects: asyncio
