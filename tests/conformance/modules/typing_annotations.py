# typing names are usable in annotations, aliases and default values without changing behaviour.
from typing import Any, Callable, Dict, Generic, Iterable, Iterator, List, Optional, Sequence, Set, Tuple, TypeVar, Union

T = TypeVar("T")
Vector = List[float]
Table = Dict[str, List[Tuple[int, Optional[str]]]]
Handler = Callable[[int, str], bool]


def scale(factor: float, vector: Vector) -> Vector:
    return [factor * number for number in vector]


def first(items: Sequence[T], default: Optional[T] = None) -> Optional[T]:
    return items[0] if items else default


def apply(handler: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    return handler(*args, **kwargs)


def squares(limit: int) -> Iterator[int]:
    for n in range(limit):
        yield n * n


class Stack(Generic[T]):
    items: List[T]

    def __init__(self) -> None:
        self.items: List[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self

    def pop(self) -> T:
        return self.items.pop()


print(scale(2.0, [1.0, 2.5]), first([1, 2]), first([], "none"), apply(max, 3, 9), list(squares(5)))
stack: Stack[int] = Stack()
print(stack.push(1).push(2).pop(), stack.items)
numbers: Union[int, float] = 5
names: Set[str] = {"a"}
anything: Any = None
table: Table = {"k": [(1, None)]}
print(numbers, names, anything, table)


def total(values: Iterable[Union[int, float]]) -> float:
    result: float = 0
    for value in values:
        result += value
    return result


print(total([1, 2.5, 3]))


def modern(a: list[int], b: dict[str, int] = {}, c: "int | str" = 0) -> tuple[int, ...]:
    return tuple(a)


print(modern([1, 2]))
