"""For which arguments of a Subject a kind of input has a case.

There is one where there can be such an input at all, by what the docstring promises and what hidden tests hand over. In
doubt there can.
"""

from collections.abc import Callable, Iterator
from itertools import combinations, permutations
from typing import Any

import numpy as np

from .numeric import is_numeric, is_square
from .output_cases import leaves_of, numbers, results
from .subjects import MISSING, Argument, Cases, Subject


def _each(applies: Callable[[Argument], Any]) -> Callable[[Subject], Cases]:
    return lambda subject: [(argument.name,) for argument in subject.arguments if applies(argument)]


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
lists = _each(lambda argument: argument.is_list)
callables = _each(lambda argument: any(map(callable, argument.values)))
asked_arrays = _each(lambda argument: any(isinstance(value, np.ndarray) and value.ndim for value in argument.asked))
asked_whole = _each(lambda argument: any(map(_is_whole_float, argument.asked)))
answering_arrays = _each(
    lambda argument: any(isinstance(answer, np.ndarray) and answer.ndim for answer in argument.answers)
)


def all_arrays(subject: Subject) -> Cases:
    """Those arguments that are arrays, together, where there are several."""
    names = tuple(argument.name for argument in subject.arguments if argument.arrays and not argument.is_list)
    return [names] if len(names) > 1 else []


def _is_whole_float(value: Any) -> bool:
    return np.asarray(value).dtype.kind == "f" and bool(np.all(value == np.rint(value)))


def refused_lists(subject: Subject) -> Cases:
    """Lists that are handed to a function that refuses something."""
    return lists(subject) if subject.errors or "Raises:" in subject.doc else []


def counted(subject: Subject) -> Cases:
    """The array of a function of one, whose results are whole where it is; beside int64, nothing stays int32."""
    leaves = [leaf for value in subject.results for _, leaf in leaves_of(value)]
    is_exact = any(np.asarray(leaf).dtype.kind in "iu" for leaf in leaves if is_numeric(leaf))
    whole = [a.name for a in subject.arguments if any(np.asarray(value).dtype.kind in "iu" for value in a.arrays)]
    return [(name,) for name in whole] if is_exact and len(whole) == 1 else []


def single_arrays(subject: Subject) -> Cases:
    """Arrays, where the statement speaks of float32."""
    return arrays(subject) if "float32" in subject.statement else []


def _is_symmetric(argument: Argument) -> bool:
    return argument.says("symmetric") and not argument.says("not be symmetric|not symmetric") and bool(argument.arrays)


symmetric = _each(_is_symmetric)


def _may_be_turned(argument: Argument) -> bool:
    return any(array.ndim > 1 for array in argument.arrays) and not _is_symmetric(argument)


mirrored = _each(_may_be_turned)
loose_symmetric = _each(lambda argument: _is_symmetric(argument) and not argument.is_definite)
singular_symmetric = _each(lambda argument: _is_symmetric(argument) and not argument.is_regular)
loose_columns = _each(
    lambda argument: (
        any(array.ndim > 1 for array in argument.arrays) and not _is_symmetric(argument) and not argument.is_regular
    )
)


def loose_matrices(subject: Subject) -> Cases:
    """Square matrices that nobody calls symmetric."""
    return [(a.name,) for a in subject.arguments if not _is_symmetric(a) and any(map(is_square, a.arrays))]


def oblongs(subject: Subject) -> Cases:
    """Matrices that need not be square."""
    known = {a.name for a in subject.arguments if _is_symmetric(a) or (len(a.axes) > 1 and a.axes[-1] == a.axes[-2])}
    return [
        (a.name,)
        for a in subject.arguments
        if a.name not in known and any(array.ndim > 1 and not is_square(array) for array in a.arrays)
    ]


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


def sized(subject: Subject) -> Cases:
    """The same, of a function that returns numbers."""
    return list(axes(subject)) if numbers(subject) else []


def pairs_of_axes(subject: Subject) -> Cases:
    """Pairs of axes whose sizes need not be the same: two arguments, which may be one, and an axis of each."""
    listed = {argument.name for argument in subject.arguments if argument.is_list}
    own = [(name, axis) for name, axis in axes(subject) if name not in listed]
    return [(a, b, axis, other) for (a, axis), (b, other) in combinations(own, 2)]


many_axes = _each(lambda argument: argument.arrays and argument.says(r"\.\.\.|any shape|number or (an )?array"))


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
    known = [a for a in subject.arguments if a.arrays and not a.is_list]
    return [(a.name, b.name) for a, b in combinations(known, 2) if _may_differ(a, b) and _may_agree(a, b)]


def _may_differ(a: Argument, b: Argument) -> bool:
    if a.axes and b.axes:
        return a.axes != b.axes
    return any(x.shape != y.shape for x, y in zip(a.arrays, b.arrays, strict=False))


def _may_agree(a: Argument, b: Argument) -> bool:
    return not (a.axes and b.axes) or len(a.axes) == len(b.axes)


def broadcasting(subject: Subject) -> Cases:
    """Ordered pairs of arguments each of which may be a number or an array, whatever the other is."""
    return [pair for a, b in broadcasting_pairs(subject) for pair in ((a, b), (b, a))]


def broadcasting_pairs(subject: Subject) -> Cases:
    """The same pairs, each in one order."""
    return list(combinations([a.name for a in subject.arguments if a.says("number or (an )?array")], 2))


def defaults(subject: Subject) -> Cases:
    """Arguments that need not be given, with their defaults."""
    return [(a.name, a.default) for a in subject.arguments if a.default is not MISSING]


def words(subject: Subject) -> Cases:
    """Arguments that are words, with those that are known."""
    for argument in subject.arguments:
        known = sorted({value for value in argument.values if isinstance(value, str) and value})
        if known and subject.errors:
            yield argument.name, known


def rounded(subject: Subject) -> Cases:
    """Arrays of a function whose results are floats."""
    return arrays(subject) if results(subject) else []


def rounded_numbers(subject: Subject) -> Cases:
    """Numbers of a function whose results are floats."""
    return floats(subject) if results(subject) else []


def number_types(subject: Subject) -> Cases:
    """Arguments in whose dtype a result of numbers could be."""
    return required_reals(subject) if results(subject) else []


def handed_matrices(subject: Subject) -> Cases:
    """Functions of the exercise that this one calls, and their arguments that are matrices and not symmetric."""
    return _handed(subject, _may_be_turned)


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
