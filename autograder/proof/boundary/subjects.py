"""What is known of a function whose right answer is spoilt: its arguments, what tests hand over, and what comes back.

The functions at the end say for which names of a Subject a kind has a case: where there can be such an input at all, by
what the docstring promises and what hidden tests hand over. In doubt there can.
"""

import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, permutations
from typing import Any

import numpy as np

from autograder.kit.figures import Axes, Figure

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

    @property
    def is_option(self) -> bool:
        """Whether nothing stands in its place where it is not given."""
        return self.default is None

    @property
    def arrays(self) -> list[np.ndarray]:
        """The arrays of numbers that it was, or that stood in a list that it was."""
        parts = [part for value in self.values for part in (value if isinstance(value, list) else [value])]
        return [part for part in parts if isinstance(part, np.ndarray) and part.ndim and part.dtype.kind in "iuf"]

    @property
    def numbers(self) -> list[Any]:
        """The single numbers that it was."""
        return [value for value in self.values if _is_number(value)]

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


def _is_number(value: Any) -> bool:
    return not isinstance(value, bool | np.bool_) and isinstance(value, int | float | np.number)


def _each(applies: Callable[[Argument], Any]) -> Callable[[Subject], Cases]:
    return lambda subject: [(argument.name,) for argument in subject.arguments if applies(argument)]


# Arguments


def _is_real(argument: Argument) -> bool:
    return bool(argument.arrays or argument.numbers) and not argument.is_count


arrays = _each(lambda argument: argument.arrays)
numbers_or_arrays = _each(_is_real)


def _is_mixed(argument: Argument) -> bool:
    return _is_real(argument) and not argument.is_option and (bool(argument.arrays) or not argument.says(r"^float"))


required_reals = _each(_is_mixed)
nonzero_arrays = _each(lambda argument: argument.arrays and not argument.is_regular)
negative_arrays = _each(lambda argument: argument.arrays and not argument.is_definite and argument.may_be_negative)
scalars = _each(lambda argument: argument.arrays and argument.says("number or"))
loose_sums = _each(lambda argument: argument.arrays and not argument.is_definite)
vectors = _each(lambda argument: any(array.ndim == 1 for array in argument.arrays))
floats = _each(lambda argument: argument.numbers and not argument.arrays and not argument.is_count)
free_floats = _each(lambda argument: argument.numbers and not argument.is_count and not argument.says(r"^float"))
zero_numbers = _each(lambda argument: argument.numbers and not argument.arrays and argument.may_be_zero)
negative_numbers = _each(lambda argument: argument.numbers and not argument.arrays and argument.may_be_negative)
large_floats = _each(
    lambda argument: argument.numbers and not argument.arrays and not argument.is_count and not argument.says("< 1")
)
huge_reals = _each(lambda argument: _is_real(argument) and not argument.says("< 1"))
loose_rows = _each(lambda argument: any(array.ndim > 1 for array in argument.arrays) and not argument.is_regular)
counts = _each(lambda argument: argument.is_count)
lists = _each(lambda argument: any(isinstance(value, list) for value in argument.values))
callables = _each(lambda argument: any(map(callable, argument.values)))
answering_arrays = _each(
    lambda argument: any(isinstance(answer, np.ndarray) and answer.ndim for answer in argument.answers)
)


def counted(subject: Subject) -> Cases:
    """Arrays and numbers of a function whose results are whole where they are."""
    leaves = [leaf for value in subject.results for _, leaf in _leaves(value)]
    is_exact = any(np.asarray(leaf).dtype.kind in "iu" for leaf in leaves if _is_numeric(leaf))
    whole = [a.name for a in subject.arguments if any(np.asarray(value).dtype.kind in "iu" for value in a.arrays)]
    return [(name,) for name in whole] if is_exact else []


def single_arrays(subject: Subject) -> Cases:
    """Arrays, where the statement speaks of float32."""
    return arrays(subject) if "float32" in subject.statement else []


def _is_symmetric(argument: Argument) -> bool:
    return argument.says("symmetric") and not argument.says("not be symmetric|not symmetric") and bool(argument.arrays)


symmetric = _each(_is_symmetric)
mirrored = _each(lambda argument: any(array.ndim > 1 for array in argument.arrays) and not _is_symmetric(argument))
loose_symmetric = _each(lambda argument: _is_symmetric(argument) and not argument.is_definite)
singular_symmetric = _each(lambda argument: _is_symmetric(argument) and not argument.is_regular)
loose_columns = _each(
    lambda argument: (
        any(array.ndim > 1 for array in argument.arrays) and not _is_symmetric(argument) and not argument.is_regular
    )
)


def loose_matrices(subject: Subject) -> Cases:
    """Square matrices that nobody calls symmetric."""
    return [(a.name,) for a in subject.arguments if not _is_symmetric(a) and any(map(_is_square, a.arrays))]


def oblongs(subject: Subject) -> Cases:
    """Matrices that need not be square."""
    known = {a.name for a in subject.arguments if _is_symmetric(a) or (len(a.axes) > 1 and a.axes[-1] == a.axes[-2])}
    return [
        (a.name,)
        for a in subject.arguments
        if a.name not in known and any(array.ndim > 1 and not _is_square(array) for array in a.arrays)
    ]


def _is_square(array: np.ndarray) -> bool:
    return array.ndim > 1 and array.shape[-1] == array.shape[-2]


def axes(subject: Subject) -> Iterator[tuple[Any, ...]]:
    """Axes of arrays whose size is not fixed; of those that have the same size, the first."""
    seen: set[str] = set()
    for argument in subject.arguments:
        for axis in range(max((array.ndim for array in argument.arrays), default=0)):
            if axis < len(argument.axes):
                size = argument.axes[axis]
                if not size.isdigit() and size not in seen:
                    yield argument.name, axis
                seen.add(size)
            elif len({array.shape[axis] for array in argument.arrays if array.ndim > axis}) > 1:
                yield argument.name, axis


def mixed(subject: Subject) -> Cases:
    """Ordered pairs of arguments that hold numbers, of which one is an array."""
    known = [a for a in subject.arguments if _is_mixed(a)]
    return [(a.name, b.name) for a, b in permutations(known, 2) if a.arrays or b.arrays]


def cast(subject: Subject) -> Cases:
    """The same, where the second is an array."""
    known = {a.name for a in subject.arguments if a.arrays}
    return [(name, other) for name, other in mixed(subject) if other in known]


def shapes_that_differ(subject: Subject) -> Cases:
    """Pairs of arrays whose shapes need not be the same."""
    known = [a for a in subject.arguments if a.arrays]
    return [(a.name, b.name) for a, b in combinations(known, 2) if _may_differ(a, b) and _may_agree(a, b)]


def _may_differ(a: Argument, b: Argument) -> bool:
    if a.axes and b.axes:
        return a.axes != b.axes
    return any(x.shape != y.shape for x, y in zip(a.arrays, b.arrays, strict=False))


def _may_agree(a: Argument, b: Argument) -> bool:
    return not (a.axes and b.axes) or len(a.axes) == len(b.axes)


def defaults(subject: Subject) -> Cases:
    """Arguments that need not be given, with their defaults."""
    return [(a.name, a.default) for a in subject.arguments if a.default is not MISSING]


def words(subject: Subject) -> Cases:
    """Arguments that are words, with those that are known."""
    for argument in subject.arguments:
        known = sorted({value for value in argument.values if isinstance(value, str) and value})
        if known and subject.errors:
            yield argument.name, known


def handed_matrices(subject: Subject) -> Cases:
    """Functions of the exercise that this one calls, and those of their arguments that are matrices or functions."""
    return _handed(subject, lambda argument: any(array.ndim > 1 for array in argument.arrays))


def handed_values(subject: Subject) -> Cases:
    """Functions of the exercise that this one calls, and those of their arguments that hold numbers or functions."""
    return _handed(subject, lambda argument: _is_real(argument) or any(map(callable, argument.values)))


def _handed(subject: Subject, applies: Callable[[Argument], bool]) -> Cases:
    return [
        (other.name, a.name, a.position)
        for other in subject.others
        for a in other.arguments
        if (other.name, a.name) in subject.handed and applies(a)
    ]


# Results


def _leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield each part of nested dicts, lists and tuples that is none of these, with its place."""
    if isinstance(value, dict | list | tuple):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in items:
            yield from _leaves(part, (*place, key))
    else:
        yield place, value


def _any_result(applies: Callable[[Any], Any]) -> Callable[[Subject], Cases]:
    def cases(subject: Subject) -> Cases:
        return [()] if any(applies(leaf) for value in subject.results for _, leaf in _leaves(value)) else []

    return cases


def _is_numeric(value: Any) -> bool:
    return _is_number(value) or (isinstance(value, np.ndarray) and value.dtype.kind in "iuf")


results = _any_result(lambda leaf: isinstance(leaf, float) or getattr(leaf, "dtype", np.dtype("O")).kind == "f")
array_results = _any_result(lambda leaf: isinstance(leaf, np.ndarray) and leaf.ndim)
vector_results = _any_result(lambda leaf: isinstance(leaf, np.ndarray) and leaf.ndim == 1)
number_results = _any_result(lambda leaf: _is_numeric(leaf) and np.ndim(leaf) == 0)
bool_results = _any_result(lambda leaf: isinstance(leaf, bool | np.bool_))
word_results = _any_result(lambda leaf: isinstance(leaf, str))
figures = _any_result(lambda leaf: isinstance(leaf, Figure))


def rounded(subject: Subject) -> Cases:
    """Arrays of a function whose results are floats."""
    return arrays(subject) if results(subject) else []


def rounded_numbers(subject: Subject) -> Cases:
    """Numbers of a function whose results are floats."""
    return floats(subject) if results(subject) else []


def turned(subject: Subject) -> Cases:
    """Functions that return matrices, of which one is square and not symmetric, or could be."""
    leaves = [leaf for value in subject.results for _, leaf in _leaves(value) if isinstance(leaf, np.ndarray)]
    found = [leaf for leaf in leaves if leaf.ndim > 1]
    is_fixed = all(_is_square(leaf) and np.allclose(leaf, leaf.swapaxes(-1, -2), equal_nan=True) for leaf in found)
    return [()] if found and not is_fixed else []


def number_types(subject: Subject) -> Cases:
    """Arguments in whose dtype a result of numbers could be."""
    return required_reals(subject) if results(subject) else []


def parts(subject: Subject) -> Cases:
    """Places in dicts, lists and tuples that come back and always have the same parts."""
    found = [[place for place, _ in _leaves(value)] for value in subject.results]
    same = [places for places in found if places == found[0]]
    return [place for place in found[0] if place] if found and len(same) == len(found) else []


def keys(subject: Subject) -> Cases:
    """Keys of dicts that come back."""
    return [(key,) for key in dict.fromkeys(k for v in subject.results if isinstance(v, dict) for k in v)]


def refusing(subject: Subject) -> Cases:
    """Functions that refuse something."""
    return [()] if subject.errors or "Raises:" in subject.doc else []


def _drawn(cases: Callable[[Axes], Iterable[tuple[Any, ...]]]) -> Callable[[Subject], Cases]:
    """Return what yields the number of each pair or triple of axes of a figure, followed by each of their cases."""

    def all_cases(subject: Subject) -> Cases:
        drawn = next((value for value in subject.results if isinstance(value, Figure)), Figure([]))
        return [(number, *case) for number, axes_ in enumerate(drawn.axes) for case in cases(axes_)]

    return all_cases


def _names(axes_: Axes) -> str:
    return "xyz"[: len(axes_.labels)]


drawn_axes = _drawn(lambda axes_: [()])
titled = _drawn(lambda axes_: [()] if axes_.title else [])
limited = _drawn(lambda axes_: [(name,) for name in _names(axes_)])
drawn_labels = _drawn(lambda axes_: [(name,) for name, label in zip(_names(axes_), axes_.labels, strict=True) if label])
drawn_legends = _drawn(lambda axes_: [()] if axes_.legend else [])
drawn_lines = _drawn(lambda axes_: [(i,) for i in range(len(axes_.lines))])
drawn_surfaces = _drawn(lambda axes_: [(i,) for i in range(len(axes_.surfaces))])
