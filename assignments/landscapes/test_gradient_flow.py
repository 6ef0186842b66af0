"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

A = np.array([[2.0, 1.0], [1.0, 2.0]])
BOTTOM = np.array([1.0, 0.0])
START = np.array([3.0, 0.0])


def gradient(w):
    """The gradient of the quadratic loss of the example."""
    return A @ (w - BOTTOM)


def test_rate_of_the_example(submission):
    """At the start, where the gradient is (4, 2), the loss falls at the rate -20."""
    agree(submission.energy_rate(np.array([4.0, 2.0])), -20.0)


def test_flow_of_the_example(submission):
    """The flow starts at (3, 0) and is at (1.829661, -0.383400) at t = 0.5."""
    agree(submission.flow(A, BOTTOM, START, 0.0), START)
    agree(submission.flow(A, BOTTOM, START, 0.5), np.array([1.829661, -0.383400]), tol=1e-6)


def test_descent_of_the_example(submission):
    """Two steps of 0.25 lead from (3, 0) over (2, -0.5) to (1.625, -0.5)."""
    history = submission.descend(gradient, START, 0.25, 2)
    agree(history, np.array([[3.0, 0.0], [2.0, -0.5], [1.625, -0.5]]))


def test_no_step_at_all(submission):
    """With no steps, the history is the start alone."""
    agree(submission.descend(gradient, START, 0.25, 0), START[None])
