"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X = np.array([[1.0], [2.0], [-1.0]])
Y = np.ones(3)


def test_loss_of_the_example(submission):
    """The loss is 2/3."""
    agree(submission.neuron_loss(X, Y, np.array([1.0]), 0.0), 2 / 3)


def test_gradient_of_the_example(submission):
    """The gradient is 4/3 by the weight and 2/3 by the bias."""
    agree(submission.neuron_grad(X, Y, np.array([1.0]), 0.0), (np.array([4 / 3]), 2 / 3))
