"""Functions of ours that student code was handed, and may call back for as long as the call goes on for which it was.

Each has a number that no other ever gets in the same sandbox: one that was kept from an earlier call is called by
nobody, and never taken for another.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Function = Callable[..., Any]


class HandedOver:
    """Functions by their numbers.

    Args:
        known: those to begin with.
        numbers: shared by all of a sandbox.

    """

    def __init__(self, known: Mapping[int, Function] | None = None, numbers: Iterator[int] | None = None) -> None:
        self.functions = dict(known) if known else {}
        self.numbers = itertools.count() if numbers is None else numbers
        self.begun = set(self.functions)  # the numbers of an earlier call
        self.calls: dict[int, int] = {}  # how often each was called back

    def __getitem__(self, number: int) -> Function:
        return self.functions[number]

    def __len__(self) -> int:
        return len(self.functions)

    def copy(self) -> "HandedOver":
        """Return another one that begins with the same."""
        return HandedOver(self.functions, self.numbers)

    def add(self, function: Function) -> int:
        """Take a function down; return its number."""
        number = next(self.numbers)
        self.functions[number] = function
        return number

    def join(self, others: "HandedOver") -> None:
        """Take down what others hold, under the same numbers; from now on they are counted together."""
        self.functions |= others.functions
        others.calls = self.calls

    def called(self, number: int) -> Function:
        """Return a function that is called back now."""
        function = self.functions[number]
        self.calls[number] = self.calls.get(number, 0) + 1
        return function

    def counts(self, named: Mapping[str, Any]) -> dict[str, int]:
        """Return how often each function was called back since it was taken down, by name; of those that were."""
        own = self.functions.keys() - self.begun
        called = [(self.functions[number], count) for number, count in self.calls.items() if number in own]
        found = {name: sum(count for function, count in called if function is one) for name, one in named.items()}
        return {name: count for name, count in found.items() if count}
