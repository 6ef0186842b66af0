"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X = np.array([[1.0, 2.0, 4.0, 8.0]])
W = np.array([[[1.0, -1.0]]])


def test_conv_of_the_example(submission):
    """The differences of neighbours, and every second of them."""
    agree(submission.conv(X, W), np.array([[-1.0, -2.0, -4.0]]))
    agree(submission.conv(X, W, 2), np.array([[-1.0, -4.0]]))


def test_matrix_of_the_example(submission):
    """The filter stands in each row, one place further right."""
    agree(submission.conv_matrix(W[0, 0], 4), np.array([[1.0, -1, 0, 0], [0, 1, -1, 0], [0, 0, 1, -1]]))


def test_vjp_of_the_example(submission):
    """Both gradients have the numbers of the statement; a place that is never seen gets 0."""
    agree(
        submission.conv_vjp(X, W, np.array([[1.0, 0.0, 2.0]])), (np.array([[1.0, -1, 2, -2]]), np.array([[[9.0, 18]]]))
    )
    got = submission.conv_vjp(np.ones((1, 5)), W, np.array([[1.0, 2.0]]), 2)
    agree(got, (np.array([[1.0, -1, 2, -2, 0]]), np.array([[[3.0, 3.0]]])))
