"""Kinds of storage on which a function may be wrong: the dtype of numbers, and how an array lies in memory.

The docstring of a kind says what is wrong with a function that falls for it; {0} is its first argument.
"""

from typing import Any

import numpy as np

from .faults import changes_where, read_as, read_beside, rounds_where, wrong_where, wrong_where_all, wrong_where_both
from .input_cases import all_arrays, arrays, cast, counted, mirrored, mixed, required_reals, rounded, single_arrays
from .kinds import kind
from .numeric import is_array, is_number, is_whole

# What numbers are stored as


@kind(wrong_where, arrays)
def stored_whole(value: Any) -> bool:
    """Is wrong where {0} is stored as whole numbers."""
    return is_array(value) and is_whole(value)


@kind(wrong_where_all, all_arrays)
def all_whole(value: Any) -> bool:
    """Is wrong where all arrays are stored as whole numbers."""
    return stored_whole(value)


@kind(wrong_where, single_arrays)
def stored_single(value: Any) -> bool:
    """Is wrong where {0} is stored in float32."""
    return is_array(value) and value.dtype == np.float32


@kind(rounds_where, rounded)
def whole_floats(value: Any) -> bool:
    """Cuts the result off behind the point where all of {0} is whole, though stored as floats."""
    return is_array(value) and value.dtype.kind == "f" and bool(np.all(value == np.rint(value)))


@kind(wrong_where_both, mixed)
def whole_beside_floats(value: Any, other: Any) -> bool:
    """Is wrong where {0} is stored as whole numbers and {1} as floats."""
    return np.size(value) > 0 and is_whole(value) and np.asarray(other).dtype.kind == "f"


@kind(read_beside, cast)
def in_dtype_of(value: Any, other: Any) -> Any:
    """Casts {0} to the dtype of {1}."""
    if np.asarray(other).dtype.kind not in "iuf" or np.asarray(value).dtype.kind not in "iuf":
        return value
    return np.asarray(value).astype(np.asarray(other).dtype)[()]


@kind(read_as, required_reals)
def as_single(value: Any) -> Any:
    """Reads {0} in float32."""
    return np.asarray(value).astype(np.float32)[()] if is_array(value) or isinstance(value, float) else value


@kind(read_as, counted)
def as_int32(value: Any) -> Any:
    """Computes with {0} in int32, where large products wrap."""
    return value.astype(np.int32) if is_array(value) and is_whole(value) else value


@kind(read_as, required_reals)
def cut_to_whole(value: Any) -> Any:
    """Cuts off what {0} has behind the point."""
    return np.trunc(value) if is_array(value) or is_number(value) else value


# Strides and orders


@kind(read_as, mirrored)
def fortran_misread(value: Any) -> Any:
    """Reads {0} in the order in which it lies in memory where that is Fortran's."""
    is_fortran = is_array(value) and value.flags.f_contiguous and not value.flags.c_contiguous
    return value.ravel(order="K").reshape(value.shape) if is_fortran else value


@kind(wrong_where, arrays)
def sliced(value: Any) -> bool:
    """Is wrong where {0} does not lie in one piece of memory."""
    return is_array(value) and not value.flags.forc


@kind(wrong_where, arrays)
def reversed_in_memory(value: Any) -> bool:
    """Is wrong where {0} is stored backwards, such as x[::-1]."""
    return is_array(value) and any(stride < 0 for stride in value.strides)


@kind(changes_where, arrays)
def sliced_and_changed(value: Any) -> bool:
    """Changes {0} in place where it is a slice of another array."""
    return is_array(value) and not value.flags.c_contiguous


@kind(changes_where, arrays)
def whole_and_changed(value: Any) -> bool:
    """Changes {0} in place where it is stored as whole numbers."""
    return stored_whole(value)


@kind(changes_where, arrays)
def floats_and_changed(value: Any) -> bool:
    """Changes {0} in place where it is stored as floats in one piece."""
    return is_array(value) and value.dtype.kind == "f" and value.flags.c_contiguous
