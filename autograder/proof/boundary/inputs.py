"""Kinds of input on which a function may be wrong: each says when an argument is of its kind, or how it is misread.

The docstring of a kind says what is wrong with a function that falls for it; {0} is its first argument.
"""

import numpy as np

from .faults import (
    accepts,
    changes_where,
    overlooks,
    read_as,
    read_beside,
    rounds_where,
    wrong_by_presence,
    wrong_where,
    wrong_where_both,
    wrong_where_whole,
)  # fmt: skip
from .kinds import kind
from .subjects import (
    arrays,
    axes,
    cast,
    counted,
    counts,
    defaults,
    floats,
    free_floats,
    huge_reals,
    large_floats,
    lists,
    loose_columns,
    loose_matrices,
    loose_rows,
    loose_sums,
    loose_symmetric,
    mirrored,
    mixed,
    negative_arrays,
    negative_numbers,
    nonzero_arrays,
    numbers_or_arrays,
    oblongs,
    required_reals,
    rounded,
    rounded_numbers,
    scalars,
    shapes_that_differ,
    single_arrays,
    singular_symmetric,
    symmetric,
    vectors,
    words,
    zero_numbers,
)


def is_array(value):
    return isinstance(value, np.ndarray) and value.ndim > 0 and value.size > 0 and value.dtype.kind in "iuf"


def is_number(value):
    return not isinstance(value, bool | np.bool_) and isinstance(value, int | float | np.number)


def is_whole(value):
    return np.asarray(value).dtype.kind in "iu"


# What numbers are stored as


@kind(wrong_where, arrays)
def stored_whole(value):
    """Is wrong where {0} is stored as whole numbers."""
    return is_array(value) and is_whole(value)


@kind(wrong_where, single_arrays)
def stored_single(value):
    """Is wrong where {0} is stored in float32."""
    return is_array(value) and value.dtype == np.float32


@kind(rounds_where, rounded)
def whole_floats(value):
    """Cuts the result off behind the point where all of {0} is whole, though stored as floats."""
    return is_array(value) and value.dtype.kind == "f" and bool(np.all(value == np.rint(value)))


@kind(wrong_where_both, mixed)
def whole_beside_floats(value, other):
    """Is wrong where {0} is stored as whole numbers and {1} as floats."""
    return np.size(value) > 0 and is_whole(value) and np.asarray(other).dtype.kind == "f"


@kind(read_beside, cast)
def in_dtype_of(value, other):
    """Casts {0} to the dtype of {1}."""
    if np.asarray(other).dtype.kind not in "iuf" or np.asarray(value).dtype.kind not in "iuf":
        return value
    return np.asarray(value).astype(np.asarray(other).dtype)[()]


@kind(read_as, required_reals)
def as_single(value):
    """Reads {0} in float32."""
    return np.asarray(value).astype(np.float32)[()] if is_array(value) or isinstance(value, float) else value


@kind(read_as, counted)
def as_int32(value):
    """Computes with {0} in int32, where large products wrap."""
    return value.astype(np.int32) if is_array(value) and is_whole(value) else value


@kind(read_as, required_reals)
def cut_to_whole(value):
    """Cuts off what {0} has behind the point."""
    return np.trunc(value) if is_array(value) or is_number(value) else value


# Sizes


@kind(wrong_where, axes)
def one_along(value, axis):
    """Is wrong where {0} has size 1 along axis {1}."""
    return is_array(value) and value.ndim > axis and value.shape[axis] == 1


@kind(wrong_where, axes)
def over_five_along(value, axis):
    """Is wrong where {0} has more than 5 entries along axis {1}."""
    return is_array(value) and value.ndim > axis and value.shape[axis] > 5


@kind(wrong_where, axes)
def over_fifty_along(value, axis):
    """Is wrong where {0} has more than 50 entries along axis {1}."""
    return is_array(value) and value.ndim > axis and value.shape[axis] > 50


@kind(wrong_where, arrays)
def one_entry(value):
    """Is wrong where {0} is an array of one entry."""
    return is_array(value) and value.size == 1


@kind(wrong_where, oblongs)
def square(value):
    """Is wrong where {0} is square."""
    return is_array(value) and value.ndim > 1 and value.shape[-1] == value.shape[-2] > 1


@kind(read_as, oblongs)
def square_transposed(value):
    """Transposes {0} where it is square."""
    return value.swapaxes(-1, -2) if square(value) else value


@kind(wrong_where_both, shapes_that_differ)
def equal_shapes(value, other):
    """Is wrong where {0} and {1} have the same shape."""
    return is_array(value) and np.size(value) > 1 and np.shape(value) == np.shape(other)


@kind(wrong_where, scalars)
def one_number(value):
    """Is wrong where {0} is a single number."""
    return np.ndim(value) == 0


# Entries


@kind(wrong_where, arrays)
def a_zero(value):
    """Is wrong where an entry of {0} is 0, and others are not."""
    return is_array(value) and bool(np.any(value == 0) and np.any(value != 0))


@kind(wrong_where, nonzero_arrays)
def all_zero(value):
    """Is wrong where all of {0} is 0."""
    return is_array(value) and not np.any(value)


@kind(wrong_where, loose_rows)
def a_zero_row(value):
    """Is wrong where a row of {0} is 0, and others are not."""
    return is_array(value) and value.ndim > 1 and bool(np.any(value) and np.any(np.all(value == 0, axis=-1)))


@kind(wrong_where, loose_columns)
def a_zero_column(value):
    """Is wrong where a column of {0} is 0, and others are not."""
    return is_array(value) and value.ndim > 1 and bool(np.any(value) and np.any(np.all(value == 0, axis=-2)))


@kind(wrong_where, nonzero_arrays)
def all_equal(value):
    """Is wrong where all entries of {0} are equal, and none is 0."""
    return is_array(value) and value.size > 1 and bool(np.all(value == value.flat[0])) and value.flat[0] != 0


@kind(wrong_where, arrays)
def repeated(value):
    """Is wrong where two entries of {0} are equal, and others are not."""
    return is_array(value) and 1 < np.unique(value).size < value.size


@kind(wrong_where, loose_sums)
def cancels(value):
    """Is wrong where the entries of {0} add up to 0, and are not all 0."""
    if not is_array(value) or not np.any(value):
        return False
    total, sizes = np.sum(value, dtype=float), np.sum(np.abs(value), dtype=float)
    return bool(abs(total) <= 1e-12 * sizes)


@kind(wrong_where, vectors)
def ascending(value):
    """Is wrong where {0} is in ascending order."""
    return is_array(value) and value.ndim == 1 and value.size > 2 and bool(np.all(np.diff(value) > 0))


@kind(wrong_where, vectors)
def not_ascending(value):
    """Is wrong where {0} is not in ascending order."""
    return is_array(value) and value.ndim == 1 and value.size > 1 and not np.all(np.diff(value) > 0)


@kind(wrong_where, negative_arrays)
def all_negative(value):
    """Is wrong where all of {0} is negative."""
    return is_array(value) and bool(np.all(value < 0))


@kind(wrong_where, arrays)
def all_positive(value):
    """Is wrong where all of {0} is positive."""
    return is_array(value) and bool(np.all(value > 0))


# Units


@kind(wrong_where, numbers_or_arrays)
def all_tiny(value):
    """Is wrong where all of {0} is smaller than 1e-6 in size, and some of it is not 0."""
    return (is_number(value) and 0 < abs(value) < 1e-6) or (is_array(value) and 0 < np.max(np.abs(value)) < 1e-6)


@kind(wrong_where, huge_reals)
def some_huge(value):
    """Is wrong where some of {0} is larger than 1e6 in size."""
    return (is_number(value) or is_array(value)) and bool(np.max(np.abs(value)) > 1e6)


@kind(read_as, numbers_or_arrays)
def tiny_dropped(value):
    """Takes what is smaller than 1e-6 in {0} for 0."""
    return np.where(np.abs(value) < 1e-6, 0, value)[()] if is_array(value) or is_number(value) else value


@kind(read_as, huge_reals)
def huge_clipped(value):
    """Cuts {0} off at 1e6 in size."""
    return np.clip(value, -1e6, 1e6)[()] if is_array(value) or is_number(value) else value


# Strides and orders


@kind(read_as, mirrored)
def fortran_misread(value):
    """Reads {0} in the order in which it lies in memory where that is Fortran's."""
    is_fortran = is_array(value) and value.flags.f_contiguous and not value.flags.c_contiguous
    return value.ravel(order="K").reshape(value.shape) if is_fortran else value


@kind(wrong_where, arrays)
def sliced(value):
    """Is wrong where {0} does not lie in one piece of memory."""
    return is_array(value) and not value.flags.forc


@kind(wrong_where, arrays)
def reversed_in_memory(value):
    """Is wrong where {0} is stored backwards, such as x[::-1]."""
    return is_array(value) and any(stride < 0 for stride in value.strides)


@kind(changes_where, arrays)
def sliced_and_changed(value):
    """Changes {0} in place where it is a slice of another array."""
    return is_array(value) and not value.flags.c_contiguous


@kind(changes_where, arrays)
def whole_and_changed(value):
    """Changes {0} in place where it is stored as whole numbers."""
    return stored_whole(value)


@kind(changes_where, arrays)
def floats_and_changed(value):
    """Changes {0} in place where it is stored as floats in one piece."""
    return is_array(value) and value.dtype.kind == "f" and value.flags.c_contiguous


# Matrices


def eigenvalues(value):
    """Return the eigenvalues of a symmetric matrix of two rows or more, ascending; of anything else, none."""
    is_square = is_array(value) and value.ndim == 2 and value.shape[0] == value.shape[1] > 1
    if not is_square or not np.all(np.isfinite(value)):
        return np.zeros(0)
    size = np.max(np.abs(value))
    return np.linalg.eigvalsh(value) if np.all(np.abs(value - value.T) <= 1e-12 * size) else np.zeros(0)


@kind(wrong_where, symmetric)
def positive_definite(value):
    """Is wrong where {0} is positive definite."""
    found = eigenvalues(value)
    return found.size > 0 and found[0] > 1e-12 * np.max(np.abs(found))


@kind(wrong_where, loose_symmetric)
def negative_definite(value):
    """Is wrong where {0} is negative definite."""
    found = eigenvalues(value)
    return found.size > 0 and found[-1] < -1e-12 * np.max(np.abs(found))


@kind(wrong_where, loose_symmetric)
def indefinite(value):
    """Is wrong where {0} has eigenvalues of both signs."""
    found = eigenvalues(value)
    return found.size > 0 and found[0] < 0 < found[-1] and min(-found[0], found[-1]) > 1e-9 * np.max(np.abs(found))


@kind(wrong_where, singular_symmetric)
def singular(value):
    """Is wrong where {0} has an eigenvalue 0, and others that are not."""
    found = np.abs(eigenvalues(value))
    return found.size > 0 and np.max(found) > 0 and np.min(found) <= 1e-12 * np.max(found)


@kind(wrong_where, symmetric)
def ill_conditioned(value):
    """Is wrong where {0} has a condition above 1000 and is not singular."""
    found = np.abs(eigenvalues(value))
    return found.size > 0 and 1e-12 * np.max(found) < np.min(found) < 1e-3 * np.max(found)


@kind(wrong_where, symmetric)
def equal_eigenvalues(value):
    """Is wrong where two eigenvalues of {0} are the same, and others are not."""
    found = eigenvalues(value)
    gaps = np.diff(found) <= 1e-9 * np.max(np.abs(found), initial=0.0)
    return found.size > 2 and bool(np.any(gaps) and not np.all(gaps))


@kind(wrong_where, symmetric)
def diagonal(value):
    """Is wrong where {0} is diagonal."""
    return eigenvalues(value).size > 0 and not np.any(value - np.diag(np.diag(value)))


@kind(wrong_where, symmetric)
def not_diagonal(value):
    """Is wrong where {0} is not diagonal."""
    return eigenvalues(value).size > 0 and bool(np.any(value - np.diag(np.diag(value))))


@kind(wrong_where, loose_matrices)
def not_symmetric(value):
    """Is wrong where {0} is square and not symmetric."""
    is_square = is_array(value) and value.ndim == 2 and value.shape[0] == value.shape[1]
    return is_square and bool(np.any(value != value.T))


# Single numbers


@kind(wrong_where, zero_numbers)
def zero(value):
    """Is wrong where {0} is 0."""
    return is_number(value) and value == 0


@kind(wrong_where, negative_numbers)
def negative(value):
    """Is wrong where {0} is a negative number."""
    return is_number(value) and value < 0


@kind(wrong_where, large_floats)
def above_one(value):
    """Is wrong where {0} is above 1."""
    return is_number(value) and value > 1


@kind(wrong_where, floats)
def below_one(value):
    """Is wrong where {0} is between 0 and 1."""
    return is_number(value) and 0 < value < 1


@kind(rounds_where, rounded_numbers)
def whole_float(value):
    """Cuts the result off behind the point where {0} is a float that is whole."""
    return isinstance(value, float) and value == np.rint(value)


@kind(wrong_where, free_floats)
def given_as_int(value):
    """Is wrong where {0} is an int."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


@kind(read_as, floats)
def floored(value):
    """Takes {0} for 1e-8 where it is smaller."""
    return max(value, 1e-8) if is_number(value) and value > 0 else value


@kind(wrong_where, counts)
def is_one(value):
    """Is wrong where {0} is 1."""
    return is_number(value) and value == 1


@kind(wrong_where, counts)
def over_five(value):
    """Is wrong where {0} is above 5."""
    return is_number(value) and value > 5


@kind(wrong_where, counts)
def over_fifty(value):
    """Is wrong where {0} is above 50."""
    return is_number(value) and value > 50


@kind(wrong_where, counts)
def over_thousand(value):
    """Is wrong where {0} is above 1000."""
    return is_number(value) and value > 1000


# Arguments that need not be given


@kind(wrong_by_presence, defaults, shown=1)
def left_out(was_given, value, default):
    """Is wrong where {0} is left at its default."""
    return not was_given


@kind(wrong_by_presence, defaults, shown=1)
def default_given(was_given, value, default):
    """Is wrong where the default of {0} is given explicitly."""
    return was_given and type(value) is type(default) and value == default


@kind(wrong_by_presence, defaults, shown=1)
def other_given(was_given, value, default):
    """Is wrong where {0} is given and is not its default."""
    return was_given and not (type(value) is type(default) and value == default)


# Words


@kind(accepts, words, shown=1)
def other_case(word, words):
    """Takes a word of {0} in another case for the word."""
    return next((known for known in words if known.lower() == word.lower()), word)


@kind(accepts, words, shown=1)
def with_spaces(word, words):
    """Takes a word of {0} with spaces around it for the word."""
    return next((known for known in words if known == word.strip()), word)


@kind(accepts, words, shown=1)
def prefix(word, words):
    """Takes the beginning of a word of {0} for the word."""
    return next((known for known in words if word and known.startswith(word)), word)


@kind(accepts, words, shown=1)
def longer_word(word, words):
    """Takes what begins like a word of {0} for the word."""
    return next((known for known in words if word.startswith(known)), word)


@kind(accepts, words, shown=1)
def empty_word(word, words):
    """Takes an empty {0} for one of its words."""
    return word or words[0]


@kind(accepts, words, shown=1)
def any_word(word, words):
    """Takes any {0} that is not empty for one of its words."""
    return words[0] if word else word


# Lists


@kind(wrong_where_whole, lists)
def list_of_one(value):
    """Is wrong where {0} has one item."""
    return isinstance(value, list | tuple) and len(value) == 1


@kind(wrong_where_whole, lists)
def list_over_three(value):
    """Is wrong where {0} has more than 3 items."""
    return isinstance(value, list | tuple) and len(value) > 3


@kind(wrong_where_whole, lists)
def list_over_fifty(value):
    """Is wrong where {0} has more than 50 items."""
    return isinstance(value, list | tuple) and len(value) > 50


@kind(overlooks, lists)
def bad_first(value):
    """Does not refuse {0} where its first item alone is bad."""
    return [value[1:]]


@kind(overlooks, lists)
def bad_last(value):
    """Does not refuse {0} where its last item alone is bad."""
    return [value[:-1]]


@kind(overlooks, lists)
def bad_between(value):
    """Does not refuse {0} where an item between the first and the last alone is bad."""
    return [value[:i] + value[i + 1 :] for i in range(1, len(value) - 1)]
