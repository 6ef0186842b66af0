"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

Q = np.array([[2.0, 0.0, 0.0, 0.0]])
K = np.array([[0.0, 0.0, 0.0, 0.0], [np.log(3), 0.0, 0.0, 0.0]])
V = np.array([[0.0], [4.0]])


def test_attention_of_the_example(submission):
    """The output is 3, three quarters of the second value."""
    agree(submission.attention(Q, K, V), np.array([[3.0]]))


def test_attention_to_what_came_before(submission):
    """With a mask, the first query gets the first value."""
    agree(submission.attention(np.vstack([Q, Q]), K, V, True), np.array([[0.0], [3.0]]))


def test_gradients_of_the_example(submission):
    """The gradients have the numbers of the statement."""
    dQ = np.array([[0.375 * np.log(3), 0.0, 0.0, 0.0]])
    dK = np.array([[-0.75, 0.0, 0.0, 0.0], [0.75, 0.0, 0.0, 0.0]])
    agree(submission.attention_vjp(Q, K, V, np.ones((1, 1))), (dQ, dK, np.array([[0.25], [0.75]])))
