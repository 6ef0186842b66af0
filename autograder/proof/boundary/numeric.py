"""What is an array of numbers, what a number, and what a square matrix."""

from typing import Any

import numpy as np


def is_array(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.ndim > 0 and value.size > 0 and value.dtype.kind in "iuf"


def is_number(value: Any) -> bool:
    return not isinstance(value, bool | np.bool_) and isinstance(value, int | float | np.number)


def is_whole(value: Any) -> bool:
    return np.asarray(value).dtype.kind in "iu"


def is_numeric(value: Any) -> bool:
    return is_number(value) or (isinstance(value, np.ndarray) and value.dtype.kind in "iuf")


def is_square(array: np.ndarray) -> bool:
    return array.ndim > 1 and array.shape[-1] == array.shape[-2]
