"""Kinds of functions that are handed over, and of what is handed on to other functions: on which one may be wrong.

The docstring of a kind says what is wrong with a function that falls for it; {0} is its first argument.
"""

from typing import Any

import numpy as np

from .faults import asks_with, hands_on, wrong_by_answers
from .input_cases import answering_arrays, asked_arrays, asked_whole, callables, handed_matrices, handed_values
from .kinds import kind
from .spoiling import Change


@kind(wrong_by_answers, callables)
def answers_whole(answer: Any) -> bool:
    """Is wrong where {0} answers with numbers stored as whole ones."""
    return not isinstance(answer, bool) and np.asarray(answer).dtype.kind in "iu"


@kind(wrong_by_answers, callables)
def answers_zero(answer: Any) -> bool:
    """Is wrong where {0} answers with nothing but 0."""
    return np.asarray(answer).dtype.kind in "iuf" and not np.any(answer)


@kind(wrong_by_answers, callables)
def answers_negative(answer: Any) -> bool:
    """Is wrong where {0} answers with nothing but negative numbers."""
    return np.asarray(answer).dtype.kind in "iuf" and bool(np.all(np.asarray(answer) < 0))


@kind(wrong_by_answers, callables)
def answers_tiny(answer: Any) -> bool:
    """Is wrong where {0} answers with numbers below 1e-6 in size alone."""
    return np.asarray(answer).dtype.kind in "iuf" and 0 < np.max(np.abs(answer), initial=0.0) < 1e-6


@kind(wrong_by_answers, callables)
def answers_huge(answer: Any) -> bool:
    """Is wrong where {0} answers with numbers above 1e6 in size."""
    return np.asarray(answer).dtype.kind in "iuf" and np.max(np.abs(answer), initial=0.0) > 1e6


@kind(wrong_by_answers, answering_arrays)
def answers_one_entry(answer: Any) -> bool:
    """Is wrong where {0} answers with an array of one entry."""
    return isinstance(answer, np.ndarray) and answer.ndim > 0 and answer.size == 1


@kind(wrong_by_answers, answering_arrays)
def answers_over_five(answer: Any) -> bool:
    """Is wrong where {0} answers with an array of more than 5 entries along its last axis."""
    return isinstance(answer, np.ndarray) and answer.ndim > 0 and answer.shape[-1] > 5


@kind(asks_with, callables)
def asked_in_single(value: Any) -> Any:
    """Hands {0} numbers in float32."""
    is_real = isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")
    return np.asarray(value).astype(np.float32)[()] if is_real else value


@kind(asks_with, asked_arrays)
def asked_with_lists(value: Any) -> Any:
    """Hands {0} lists in place of arrays."""
    return value.tolist() if isinstance(value, np.ndarray) and value.ndim else value


@kind(asks_with, asked_whole)
def asked_with_whole(value: Any) -> Any:
    """Hands {0} numbers that are whole stored as whole ones."""
    is_real = isinstance(value, float) or (isinstance(value, np.ndarray) and value.dtype.kind == "f")
    return np.asarray(value).astype(int)[()] if is_real and np.all(value == np.rint(value)) else value


# What is handed on to another function of the exercise


@kind(hands_on, handed_matrices, shown=2)
def transposed(value: Any) -> Any:
    """Hands {0} the transpose of its {1}."""
    return np.swapaxes(value, -1, -2) if np.ndim(value) > 1 else value


@kind(hands_on, handed_values, shown=2)
def zeros(value: Any) -> Any:
    """Hands {0} zeros as its {1}."""
    return _filled(value, lambda number: np.asarray(number)[()] * 0)


@kind(hands_on, handed_values, shown=2)
def shifted(value: Any) -> Any:
    """Hands {0} something else as its {1}."""
    return _filled(value, lambda number: 2 * np.asarray(number)[()] + 1)


def _filled(value: Any, change: Change) -> Any:
    if callable(value):
        return lambda *args, **kwargs: _filled(value(*args, **kwargs), change)
    if isinstance(value, list | tuple):
        return type(value)(_filled(part, change) for part in value)
    if isinstance(value, bool | str) or value is None:
        return value
    return change(value) if isinstance(value, int | float | np.number | np.ndarray) else value
