"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X = np.array([[1.0, 2.0], [0.0, 1.0], [1.0, 1.0]])
W = np.array([[2.0], [-1.0]])
Y = np.ones((3, 1))


def test_loss_of_the_example(submission):
    """The loss of the example is 5, and 4.26 a small step further."""
    agree(submission.frob_loss(X, W, Y), 5.0)
    agree(submission.frob_loss(X, np.array([[2.0], [-0.9]]), Y), 4.26)


def test_gradient_by_weights_of_the_example(submission):
    """The gradient by W of the example is [[-2], [-8]]."""
    agree(submission.d_W(X, W, Y), np.array([[-2.0], [-8.0]]))


def test_gradient_by_data_of_the_example(submission):
    """The gradient by X of the example is [[-4, 2], [-8, 4], [0, 0]]."""
    agree(submission.d_X(X, W, Y), np.array([[-4.0, 2.0], [-8.0, 4.0], [0.0, 0.0]]))
