"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

NETWORK = np.array([[1.0], [2.0]]), np.zeros(1), np.array([3.0])


def test_gradient_of_the_example(submission):
    """Where the hidden unit is at 0, its whole slope counts."""
    agree(submission.input_grad(np.array([0.5, -0.25]), *NETWORK), np.array([3.0, 6.0]))


def test_norms_of_the_example(submission):
    """With spreads of the inputs the other group is the larger one."""
    g, groups = np.array([3.0, 6.0, 2.0]), {"a": [0], "b": [1, 2]}
    agree(submission.group_norms(g, groups), {"a": 3.0, "b": np.sqrt(40)})
    agree(submission.group_norms(g, groups, np.array([2.0, 0.5, 1.0])), {"a": 6.0, "b": np.sqrt(13)})


def test_integrated_gradients_of_the_example(submission):
    """The first input has brought the output to nearly 3, though the slope there is nearly 0."""
    got = submission.integrated_gradients(np.array([3.0, 0.0]), np.zeros(2), *NETWORK, 100)
    agree(got, np.array([2.985166, 0.0]), tol=1e-6)
