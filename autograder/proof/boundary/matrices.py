"""Kinds of matrices on which a function may be wrong.

The docstring of a kind says what is wrong with a function that falls for it; {0} is its first argument.
"""

import numpy as np

from .faults import wrong_where
from .input_cases import loose_matrices, loose_symmetric, singular_symmetric, symmetric
from .kinds import kind
from .numeric import is_array


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
