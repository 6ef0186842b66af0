"""Kinds of results that a function may spoil: what it returns, parts of that, and what it refuses.

The docstring of a kind says what is wrong with a function that falls for it. What the engine's comparison takes for the
same everywhere is no kind: a list for a tuple, a whole number for a float, a 0-d array for a number.
"""

from typing import Any

import numpy as np

from .faults import forgives, gives, gives_beside
from .input_cases import number_types
from .kinds import kind
from .output_cases import (
    array_results,
    bool_results,
    keys,
    number_results,
    parts,
    refusing,
    results,
    turned,
    vector_results,
    word_results,
)
from .spoiling import Change, exchanged, mapped, off

# Numbers and arrays


@kind(gives_beside, number_types)
def result_in_dtype_of(value: Any, given: Any) -> Any:
    """Returns its result in the dtype of {0}."""
    dtype = np.asarray(given).dtype
    return np.asarray(value).astype(dtype)[()] if dtype.kind in "iuf" else value


@kind(gives, array_results)
def as_list(value: Any) -> Any:
    """Returns lists in place of arrays."""
    return _arrays(value, lambda array: array.tolist())


@kind(gives, vector_results)
def as_column(value: Any) -> Any:
    """Returns columns in place of vectors."""
    return _arrays(value, lambda array: array[:, None] if array.ndim == 1 else array)


@kind(gives, vector_results)
def as_row(value: Any) -> Any:
    """Returns rows in place of vectors."""
    return _arrays(value, lambda array: array[None] if array.ndim == 1 else array)


@kind(gives, array_results)
def squeezed(value: Any) -> Any:
    """Loses the axes of size 1 of its result."""
    return _arrays(value, np.squeeze)


@kind(gives, turned)
def transposed_result(value: Any) -> Any:
    """Transposes its result where that is square."""
    return _arrays(value, lambda a: a.swapaxes(-1, -2) if a.ndim > 1 and a.shape[-1] == a.shape[-2] else a)


@kind(gives, number_results)
def in_brackets(value: Any) -> Any:
    """Returns arrays of one entry in place of numbers."""
    return mapped(lambda number: np.asarray([number]) if np.ndim(number) == 0 else number, value)


@kind(gives, results)
def in_single(value: Any) -> Any:
    """Returns float32 numbers."""
    return mapped(lambda x: np.asarray(x).astype(np.float32)[()] if np.asarray(x).dtype.kind == "f" else x, value)


@kind(gives, results)
def never_negative(value: Any) -> Any:
    """Returns 0 in place of what is negative."""
    return mapped(lambda number: np.maximum(number, 0), value)


@kind(gives, results)
def never_positive(value: Any) -> Any:
    """Returns 0 in place of what is positive."""
    return mapped(lambda number: np.minimum(number, 0), value)


@kind(gives, results)
def at_most_one(value: Any) -> Any:
    """Returns 1 in place of what is larger, and -1 in place of what is below."""
    return mapped(lambda number: np.clip(number, -1, 1), value)


@kind(gives, bool_results)
def as_number(value: Any) -> Any:
    """Returns 1 and 0 in place of True and False."""
    return _bools(value, int)


@kind(gives, bool_results)
def always_true(value: Any) -> Any:
    """Returns True, whatever is right."""
    return _bools(value, lambda _: True)


@kind(gives, bool_results)
def always_false(value: Any) -> Any:
    """Returns False, whatever is right."""
    return _bools(value, lambda _: False)


@kind(gives, word_results)
def in_capitals(value: Any) -> Any:
    """Returns words in capitals."""
    if isinstance(value, dict):
        return {key: in_capitals(part) for key, part in value.items()}
    return value.upper() if isinstance(value, str) else value


def _arrays(value: Any, change: Change) -> Any:
    return mapped(lambda part: change(part) if np.ndim(part) else part, value)


def _bools(value: Any, change: Change) -> Any:
    if isinstance(value, dict):
        return {key: _bools(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_bools(part, change) for part in value)
    return change(value) if isinstance(value, bool | np.bool_) else value


# Parts


@kind(gives, keys)
def without_key(value: Any, key: Any) -> Any:
    """Leaves out {0}."""
    return {name: part for name, part in value.items() if name != key}


@kind(gives, parts)
def wrong_part(value: Any, *place: Any) -> Any:
    """Is wrong in {0} alone."""
    return exchanged(value, place, off)


@kind(gives, parts)
def without_a_part(value: Any, *place: Any) -> Any:
    """Returns None in place of {0}."""
    return exchanged(value, place, lambda part: None)


# What is to be refused


@kind(forgives, refusing)
def refuses_nothing() -> Any:
    """Returns a number where it should refuse."""
    return 0.0


@kind(forgives, refusing)
def refuses_otherwise() -> Any:
    """Refuses with an exception of a kind that nobody asked for."""
    raise RuntimeError("no")
