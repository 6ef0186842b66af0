"""What is known of a function whose right answer is spoilt: its arguments, what is handed over, what comes back."""

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .numeric import is_number

Cases = Iterable[tuple[Any, ...]]
MISSING = inspect.Parameter.empty


@dataclass
class Argument:
    """One argument: its name, its default or MISSING, what the docstring says of it, and the values that it had."""

    name: str
    position: int
    default: Any
    text: str
    values: list[Any] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)  # of the functions that it was
    asked: list[Any] = field(default_factory=list)  # what these were handed

    @property
    def is_option(self) -> bool:
        """Whether nothing stands in its place where it is not given."""
        return self.default is None

    @property
    def is_list(self) -> bool:
        """Whether it was a list."""
        return any(isinstance(value, list) for value in self.values)

    @property
    def arrays(self) -> list[np.ndarray]:
        """The arrays of numbers that it was, or that stood in a list that it was."""
        parts = [part for value in self.values for part in (value if isinstance(value, list) else [value])]
        return [part for part in parts if isinstance(part, np.ndarray) and part.ndim and part.dtype.kind in "iuf"]

    @property
    def numbers(self) -> list[Any]:
        """The single numbers that it was."""
        return [value for value in self.values if is_number(value)]

    @property
    def is_count(self) -> bool:
        """Whether it is a whole number, such as n."""
        says = re.match(r"(an? )?int\b|whole number", self.text)
        only_ints = self.numbers and all(isinstance(value, int | np.integer) for value in self.numbers)
        return bool(says) or bool(only_ints and not self.arrays and "float" not in self.text)

    @property
    def axes(self) -> list[str]:
        """The sizes of its axes, as the docstring writes them, from the first; without ``...``, empty if unknown."""
        shape = re.search(r"shape `*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", self.text)
        sizes = [size.strip() for size in shape[1].split(",") if size.strip()] if shape else []
        return [] if "..." in sizes else sizes

    @property
    def may_be_zero(self) -> bool:
        """Whether the docstring does not say that it is positive."""
        return not self.says(r"positive|> 0|\b0 <(?!=)|[1-9] or more|at least [1-9]|>= [1-9]|[1-9] <=")

    @property
    def may_be_negative(self) -> bool:
        """Whether the docstring does not say that it is 0 at least."""
        return self.may_be_zero and not self.says(r">= 0|0 <=|0 or more|at least 0|not negative")

    @property
    def is_definite(self) -> bool:
        """Whether the docstring says that it is a positive definite matrix."""
        return self.says("positive definite")

    @property
    def is_regular(self) -> bool:
        """Whether the docstring says that it is a matrix that has an inverse."""
        return self.is_definite or self.says("invertible")

    def says(self, words: str) -> bool:
        """Whether the docstring says one of these words of it."""
        return re.search(words, self.text) is not None


@dataclass
class Subject:
    """One function that tests call: of the exercise itself, or one that comes back, at some places of what it returns.

    ``statement`` is what students read about the exercise; ``others`` are the Subjects of functions that it calls, and
    ``handed`` the names of those and of the arguments that it hands them.
    """

    name: str
    places: tuple[tuple[Any, ...], ...]
    arguments: list[Argument]
    statement: str = ""
    doc: str = ""
    results: list[Any] = field(default_factory=list)
    errors: int = 0
    others: "list[Subject]" = field(default_factory=list)
    handed: set[tuple[str, str]] = field(default_factory=set)

    @property
    def label(self) -> str:
        """How it is called: ``f``, or ``f()['key']`` for a function that f returns."""
        return self.name + "".join(f"(){''.join(f'[{key!r}]' for key in place)}" for place in self.places)
