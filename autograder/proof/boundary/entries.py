"""Kinds of sizes and entries of an array on which a function may be wrong.

The docstring of a kind says what is wrong with a function that falls for it; {0} is its first argument.
"""

from typing import Any

import numpy as np

from .faults import doubled_where, read_as, wrong_where, wrong_where_both
from .input_cases import (
    arrays,
    axes,
    broadcasting,
    broadcasting_pairs,
    huge_reals,
    loose_columns,
    loose_rows,
    loose_sums,
    many_axes,
    negative_arrays,
    nonzero_arrays,
    numbers_or_arrays,
    oblongs,
    pairs_of_axes,
    scalars,
    shapes_that_differ,
    sized,
    vectors,
)
from .kinds import kind
from .numeric import is_array, is_number, is_whole

# Sizes


@kind(wrong_where, axes)
def one_along(value: Any, axis: int) -> bool:
    """Is wrong where {0} has size 1 along axis {1}."""
    return is_array(value) and value.ndim > axis and value.shape[axis] == 1


@kind(doubled_where, sized)
def doubled_at_one_along(value: Any, axis: int) -> bool:
    """Returns twice the result where {0} has size 1 along axis {1}."""
    return one_along(value, axis)


@kind(wrong_where_both, pairs_of_axes)
def both_one_along(value: Any, other: Any, axis: int, other_axis: int) -> bool:
    """Is wrong where {0} has size 1 along axis {2}, and {1} along axis {3}."""
    return one_along(value, axis) and one_along(other, other_axis)


@kind(wrong_where, many_axes)
def over_two_axes(value: Any) -> bool:
    """Is wrong where {0} has more than two axes."""
    return np.ndim(value) > 2


@kind(wrong_where, axes)
def over_five_along(value: Any, axis: int) -> bool:
    """Is wrong where {0} has more than 5 entries along axis {1}."""
    return is_array(value) and value.ndim > axis and value.shape[axis] > 5


@kind(wrong_where, axes)
def over_fifty_along(value: Any, axis: int) -> bool:
    """Is wrong where {0} has more than 50 entries along axis {1}."""
    return is_array(value) and value.ndim > axis and value.shape[axis] > 50


@kind(wrong_where, arrays)
def one_entry(value: Any) -> bool:
    """Is wrong where {0} is an array of one entry."""
    return is_array(value) and value.size == 1


@kind(wrong_where, oblongs)
def square(value: Any) -> bool:
    """Is wrong where {0} is square."""
    return is_array(value) and value.ndim > 1 and value.shape[-1] == value.shape[-2] > 1


@kind(read_as, oblongs)
def square_transposed(value: Any) -> Any:
    """Transposes {0} where it is square."""
    return value.swapaxes(-1, -2) if square(value) else value


@kind(wrong_where_both, shapes_that_differ)
def equal_shapes(value: Any, other: Any) -> bool:
    """Is wrong where {0} and {1} have the same shape."""
    return is_array(value) and np.size(value) > 1 and np.shape(value) == np.shape(other)


@kind(wrong_where, scalars)
def one_number(value: Any) -> bool:
    """Is wrong where {0} is a single number."""
    return np.ndim(value) == 0


@kind(wrong_where_both, broadcasting)
def number_beside_array(value: Any, other: Any) -> bool:
    """Is wrong where {0} is a single number and {1} an array."""
    return np.ndim(value) == 0 < np.ndim(other)


@kind(wrong_where_both, broadcasting_pairs)
def both_whole(value: Any, other: Any) -> bool:
    """Is wrong where {0} and {1} are both stored as whole numbers."""
    return is_whole(value) and is_whole(other)


# Entries


@kind(wrong_where, arrays)
def a_zero(value: Any) -> bool:
    """Is wrong where an entry of {0} is 0, and others are not."""
    return is_array(value) and bool(np.any(value == 0) and np.any(value != 0))


@kind(wrong_where, nonzero_arrays)
def all_zero(value: Any) -> bool:
    """Is wrong where all of {0} is 0."""
    return is_array(value) and not np.any(value)


@kind(wrong_where, loose_rows)
def a_zero_row(value: Any) -> bool:
    """Is wrong where a row of {0} is 0, and others are not."""
    return is_array(value) and value.ndim > 1 and bool(np.any(value) and np.any(np.all(value == 0, axis=-1)))


@kind(wrong_where, loose_columns)
def a_zero_column(value: Any) -> bool:
    """Is wrong where a column of {0} is 0, and others are not."""
    return is_array(value) and value.ndim > 1 and bool(np.any(value) and np.any(np.all(value == 0, axis=-2)))


@kind(wrong_where, nonzero_arrays)
def all_equal(value: Any) -> bool:
    """Is wrong where all entries of {0} are equal, and none is 0."""
    return is_array(value) and value.size > 1 and bool(np.all(value == value.flat[0])) and value.flat[0] != 0


@kind(wrong_where, arrays)
def repeated(value: Any) -> bool:
    """Is wrong where two entries of {0} are equal, and others are not."""
    return is_array(value) and 1 < np.unique(value).size < value.size


@kind(wrong_where, loose_sums)
def cancels(value: Any) -> bool:
    """Is wrong where the entries of {0} add up to 0, and are not all 0."""
    if not is_array(value) or not np.any(value):
        return False
    total, sizes = np.sum(value, dtype=float), np.sum(np.abs(value), dtype=float)
    return bool(abs(total) <= 1e-12 * sizes)


@kind(wrong_where, vectors)
def ascending(value: Any) -> bool:
    """Is wrong where {0} is in ascending order."""
    return is_array(value) and value.ndim == 1 and value.size > 2 and bool(np.all(np.diff(value) > 0))


@kind(wrong_where, vectors)
def not_ascending(value: Any) -> bool:
    """Is wrong where {0} is not in ascending order."""
    return is_array(value) and value.ndim == 1 and value.size > 1 and not np.all(np.diff(value) > 0)


@kind(wrong_where, negative_arrays)
def all_negative(value: Any) -> bool:
    """Is wrong where all of {0} is negative."""
    return is_array(value) and bool(np.all(value < 0))


@kind(wrong_where, arrays)
def all_positive(value: Any) -> bool:
    """Is wrong where all of {0} is positive."""
    return is_array(value) and bool(np.all(value > 0))


# Units


@kind(wrong_where, numbers_or_arrays)
def all_tiny(value: Any) -> bool:
    """Is wrong where all of {0} is smaller than 1e-6 in size, and some of it is not 0."""
    return (is_number(value) and 0 < abs(value) < 1e-6) or (is_array(value) and 0 < np.max(np.abs(value)) < 1e-6)


@kind(wrong_where, huge_reals)
def some_huge(value: Any) -> bool:
    """Is wrong where some of {0} is larger than 1e6 in size."""
    return (is_number(value) or is_array(value)) and bool(np.max(np.abs(value)) > 1e6)


@kind(read_as, numbers_or_arrays)
def tiny_dropped(value: Any) -> Any:
    """Takes what is smaller than 1e-6 in {0} for 0."""
    return np.where(np.abs(value) < 1e-6, 0, value)[()] if is_array(value) or is_number(value) else value


@kind(read_as, huge_reals)
def huge_clipped(value: Any) -> Any:
    """Cuts {0} off at 1e6 in size."""
    return np.clip(value, -1e6, 1e6)[()] if is_array(value) or is_number(value) else value
