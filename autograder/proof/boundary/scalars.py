"""Kinds of single numbers on which a function may be wrong.

The docstring of a kind says what is wrong with a function that falls for it; {0} is its first argument.
"""

from typing import Any

import numpy as np

from .faults import read_as, rounds_where, wrong_where
from .input_cases import counts, floats, free_floats, large_floats, negative_numbers, rounded_numbers, zero_numbers
from .kinds import kind
from .numeric import is_number


@kind(wrong_where, zero_numbers)
def zero(value: Any) -> bool:
    """Is wrong where {0} is 0."""
    return is_number(value) and value == 0


@kind(wrong_where, negative_numbers)
def negative(value: Any) -> bool:
    """Is wrong where {0} is a negative number."""
    return is_number(value) and value < 0


@kind(wrong_where, large_floats)
def above_one(value: Any) -> bool:
    """Is wrong where {0} is above 1."""
    return is_number(value) and value > 1


@kind(wrong_where, floats)
def below_one(value: Any) -> bool:
    """Is wrong where {0} is between 0 and 1."""
    return is_number(value) and 0 < value < 1


@kind(rounds_where, rounded_numbers)
def whole_float(value: Any) -> bool:
    """Cuts the result off behind the point where {0} is a float that is whole."""
    return isinstance(value, float) and value == np.rint(value)


@kind(wrong_where, free_floats)
def given_as_int(value: Any) -> bool:
    """Is wrong where {0} is an int."""
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


@kind(read_as, floats)
def floored(value: Any) -> Any:
    """Takes {0} for 1e-8 where it is smaller."""
    return max(value, 1e-8) if is_number(value) and value > 0 else value


@kind(wrong_where, counts)
def is_one(value: Any) -> bool:
    """Is wrong where {0} is 1."""
    return is_number(value) and value == 1


@kind(wrong_where, counts)
def over_five(value: Any) -> bool:
    """Is wrong where {0} is above 5."""
    return is_number(value) and value > 5


@kind(wrong_where, counts)
def over_fifty(value: Any) -> bool:
    """Is wrong where {0} is above 50."""
    return is_number(value) and value > 50


@kind(wrong_where, counts)
def over_thousand(value: Any) -> bool:
    """Is wrong where {0} is above 1000."""
    return is_number(value) and value > 1000
