"""Kinds of matrices on which a function may be wrong.

The docstring of a kind says what is wrong with a function that falls for it; {0} is its first argument.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .faults import wrong_where
from .input_cases import loose_matrices, loose_symmetric, singular_symmetric, symmetric
from .kinds import kind
from .numeric import is_array, is_square


def eigenvalues(value: Any) -> NDArray[np.float64]:
    """Return the eigenvalues of a symmetric matrix of two rows or more, ascending; of anything else, none."""
    is_matrix = is_array(value) and value.ndim == 2 and is_square(value) and len(value) > 1
    if not is_matrix or not np.all(np.isfinite(value)):
        return np.zeros(0)
    is_symmetric = np.all(np.abs(value - value.T) <= 1e-12 * np.max(np.abs(value)))
    return np.linalg.eigvalsh(value) if is_symmetric else np.zeros(0)


@kind(wrong_where, symmetric)
def positive_definite(value: Any) -> bool:
    """Is wrong where {0} is positive definite."""
    found = eigenvalues(value)
    return found.size > 0 and bool(found[0] > 1e-12 * np.max(np.abs(found)))


@kind(wrong_where, loose_symmetric)
def negative_definite(value: Any) -> bool:
    """Is wrong where {0} is negative definite."""
    found = eigenvalues(value)
    return found.size > 0 and bool(found[-1] < -1e-12 * np.max(np.abs(found)))


@kind(wrong_where, loose_symmetric)
def indefinite(value: Any) -> bool:
    """Is wrong where {0} has eigenvalues of both signs."""
    found = eigenvalues(value)
    return found.size > 0 and bool(min(-found[0], found[-1]) > 1e-9 * np.max(np.abs(found)))


@kind(wrong_where, singular_symmetric)
def singular(value: Any) -> bool:
    """Is wrong where {0} has an eigenvalue 0, and others that are not."""
    found = np.abs(eigenvalues(value))
    return found.size > 0 and bool(np.max(found) > 0 and np.min(found) <= 1e-12 * np.max(found))


@kind(wrong_where, symmetric)
def ill_conditioned(value: Any) -> bool:
    """Is wrong where {0} has a condition above 1000 and is not singular."""
    found = np.abs(eigenvalues(value))
    return found.size > 0 and bool(1e-12 * np.max(found) < np.min(found) < 1e-3 * np.max(found))


@kind(wrong_where, symmetric)
def equal_eigenvalues(value: Any) -> bool:
    """Is wrong where two eigenvalues of {0} are the same, and others are not."""
    found = eigenvalues(value)
    gaps = np.diff(found) <= 1e-9 * np.max(np.abs(found), initial=0.0)
    return found.size > 2 and bool(np.any(gaps) and not np.all(gaps))


@kind(wrong_where, symmetric)
def diagonal(value: Any) -> bool:
    """Is wrong where {0} is diagonal."""
    return eigenvalues(value).size > 0 and not np.any(value - np.diag(np.diag(value)))


@kind(wrong_where, symmetric)
def not_diagonal(value: Any) -> bool:
    """Is wrong where {0} is not diagonal."""
    return eigenvalues(value).size > 0 and bool(np.any(value - np.diag(np.diag(value))))


@kind(wrong_where, loose_matrices)
def not_symmetric(value: Any) -> bool:
    """Is wrong where {0} is square and not symmetric."""
    return is_array(value) and value.ndim == 2 and is_square(value) and bool(np.any(value != value.T))
