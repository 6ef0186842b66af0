"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree


def test_linear_trace_of_the_example(submission):
    """The gradient of tr(AX) is [[1, 0], [2, 1], [0, 3]]."""
    A = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]])
    X = np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 4.0]])
    agree(submission.d_trace_AX(A, X), np.array([[1.0, 0.0], [2.0, 1.0], [0.0, 3.0]]))


def test_quadratic_trace_of_the_example(submission):
    """The gradient of tr(XᵀAX) is [[4, 2, 4], [8, 6, 4]]."""
    A = np.array([[1.0, 2.0], [0.0, 3.0]])
    X = np.array([[1.0, 0.0, 2.0], [1.0, 1.0, 0.0]])
    agree(submission.d_trace_XtAX(A, X), np.array([[4.0, 2.0, 4.0], [8.0, 6.0, 4.0]]))
