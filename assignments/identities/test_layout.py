"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree, raises


def test_vector_by_vector(submission):
    """The derivative of 3 numbers by 2 has shape (3, 2) in numerator layout, (2, 3) in denominator layout."""
    agree(submission.derivative_shape((3,), (2,), "numerator"), (3, 2))
    agree(submission.derivative_shape((3,), (2,), "denominator"), (2, 3))


def test_number_by_vector_and_by_matrix(submission):
    """That of a number by 4 has shape (1, 4) in numerator layout; by a 2 by 5 matrix, (2, 5) in denominator layout."""
    agree(submission.derivative_shape((), (4,), "numerator"), (1, 4))
    agree(submission.derivative_shape((), (2, 5), "denominator"), (2, 5))


def test_what_does_not_fit_is_refused(submission):
    """The derivative of a matrix by a vector raises ValueError."""
    raises(ValueError, submission.derivative_shape, (2, 2), (3,), "numerator")


def test_row_becomes_a_column(submission):
    """A row of 3 numbers becomes a column."""
    agree(submission.convert(np.array([[1.0, 2.0, 3.0]])), np.array([[1.0], [2.0], [3.0]]))
