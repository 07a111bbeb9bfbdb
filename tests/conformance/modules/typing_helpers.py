# typing.cast, TYPE_CHECKING, overload, NamedTuple-free helpers that do nothing at run time.
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Protocol, cast, no_type_check, overload

if TYPE_CHECKING:
    from nowhere import Nothing
print(TYPE_CHECKING, cast(int, "not converted"), cast("Unknown", [1]))
LIMIT: Final = 10
MODE: Literal["r", "w"] = "r"
print(LIMIT, MODE)


class Counter:
    total: ClassVar[int] = 0

    def __init__(self) -> None:
        Counter.total += 1


Counter(), Counter()
print(Counter.total)


@overload
def double(x: int) -> int: ...
@overload
def double(x: str) -> str: ...
def double(x):
    return x * 2


print(double(4), double("ab"))


class Speaks(Protocol):
    def speak(self) -> str: ...


class Dog:
    def speak(self) -> str:
        return "woof"


def loud(animal: Speaks) -> str:
    return animal.speak().upper()


print(loud(Dog()))


@no_type_check
def unchecked(x: "anything at all") -> Any:
    return x


print(unchecked(5))
