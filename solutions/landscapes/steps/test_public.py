"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X = np.array([2.0, 1.0])
G = np.array([4.0, 8.0])
H = np.diag([2.0, 8.0])


def loss(x):
    """The loss of the example."""
    return x[0] ** 2 + 4 * x[1] ** 2


def test_ratio_of_the_example(submission):
    """A step with the learning rate 0.1 keeps 0.66 of the promise."""
    agree(submission.decrease_ratio(loss, G, X, 0.1), 0.66)


def test_ratio_where_nothing_is_promised(submission):
    """At the minimum, where the gradient is zero, the ratio is 1."""
    agree(submission.decrease_ratio(loss, np.zeros(2), np.zeros(2), 0.1), 1.0)


def test_best_learning_rate_of_the_example(submission):
    """The best learning rate is 80 / 544, and the ratio there is one half."""
    agree(submission.exact_lr(H, G), 80 / 544)
    agree(submission.decrease_ratio(loss, G, X, 80 / 544), 0.5)


def test_newton_step_of_the_example(submission):
    """Newton's step is (-2, -1), from (2, 1) to the minimum."""
    agree(submission.newton_step(H, G), np.array([-2.0, -1.0]), tol=1e-7)
