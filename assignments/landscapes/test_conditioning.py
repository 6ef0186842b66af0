"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree, raises

H = np.array([[2.0, 1.0], [1.0, 2.0]])


def test_rates_of_the_example(submission):
    """The first example has lr_max 2/3, lr_opt 1/2 and rate 1/2."""
    agree(submission.gd_rates(H), {"lr_max": 2 / 3, "lr_opt": 0.5, "rate": 0.5})


def test_steps_of_the_example(submission):
    """It takes 10 steps to a thousandth of the distance, and 1 on a circular bowl."""
    agree(submission.iterations_to(H, 0.001), 10)
    agree(submission.iterations_to(3 * np.eye(2), 0.001), 1)


def test_scaling_of_the_examples(submission):
    """Scaling the axes leaves the first example at 3, and brings the second to 1.857143."""
    agree(submission.jacobi_condition(H), 3.0)
    agree(submission.jacobi_condition(np.array([[100.0, 3.0], [3.0, 1.0]])), 13 / 7)


def test_saddle_is_refused(submission):
    """All three functions raise ValueError for the eigenvalues 2 and -1."""
    saddle = np.diag([2.0, -1.0])
    raises(ValueError, submission.gd_rates, saddle)
    raises(ValueError, submission.iterations_to, saddle, 0.1)
    raises(ValueError, submission.jacobi_condition, saddle)
