"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

ONE = np.ones((1, 1))
WEIGHTS = 0.5 * ONE, np.zeros(1), 2 * ONE, np.zeros(1)
H = np.tanh(0.5)


def test_forward_of_the_example(submission):
    """The hidden unit is tanh ½, the output twice that."""
    agree(submission.mlp_forward(ONE, *WEIGHTS), (H * ONE, 2 * H * ONE))


def test_loss_of_the_example(submission):
    """The loss is half the square of the output."""
    agree(submission.mlp_loss(ONE, 0 * ONE, *WEIGHTS), 2 * H**2)


def test_gradients_of_the_example(submission):
    """Each gradient has the number of the statement, and the shape of its variable."""
    slope = 4 * H * (1 - H**2)
    right = {"W1": slope * ONE, "b1": np.array([slope]), "W2": 2 * H**2 * ONE, "b2": np.array([2 * H]),
             "X": slope / 2 * ONE}  # fmt: skip
    agree(submission.mlp_backward(ONE, 0 * ONE, *WEIGHTS), right)
