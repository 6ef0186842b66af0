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
        self.functions = dict(known or {})
        self.numbers = numbers or itertools.count()

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
        """Take down what others hold, under the same numbers."""
        self.functions |= others.functions
