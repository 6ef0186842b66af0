"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

XS, ONE, ZERO = np.array([[1.0], [0.0]]), np.ones(1), np.zeros(1)
H1, H2 = np.tanh(1.0), np.tanh(np.tanh(1.0))


def test_loss_and_gradients_of_the_example(submission):
    """They have the numbers of the statement."""
    second = (1 - H2**2) * H2
    first = (1 - H1**2) * (H1 + second)
    right = {"Wx": [[first]], "Wh": [[second * H1]], "b": [first + second], "wo": [H1**2 + H2**2], "h0": [first]}
    right = {key: np.array(value) for key, value in right.items()}
    got = submission.bptt(XS, np.zeros(2), np.ones((1, 1)), np.ones((1, 1)), ZERO, ONE, ZERO)
    agree(got, ((H1**2 + H2**2) / 2, right))


def test_jacobian_of_the_example(submission):
    """The two gates multiply."""
    got = submission.state_jacobian(XS, np.ones((1, 1)), np.ones((1, 1)), ZERO, ZERO)
    agree(got, np.array([[(1 - H1**2) * (1 - H2**2)]]))
