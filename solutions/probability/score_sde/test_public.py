"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

DATA = np.array([0.5, 0.5]), np.array([[-1.0], [1.0]]), np.array([0.5, 0.5]), 1.0  # w, m, s, beta
T, X = 2 * np.log(2.0), np.array([[0.5]])
ROUNDED = 1e-6  # the statement shows six digits


def test_components_of_the_example(submission):
    """The means are -1/2 and 1/2, and both variances 0.8125."""
    agree(submission.diffused(T, *DATA[1:]), (np.array([[-0.5], [0.5]]), np.array([0.8125, 0.8125])))


def test_score_of_the_example(submission):
    """The score is -0.431793, and 1.856110 at time 0."""
    agree(submission.score(X, T, *DATA), np.array([[-0.431793]]), tol=ROUNDED)
    agree(submission.score(X, 0.0, *DATA), np.array([[1.856110]]), tol=ROUNDED)


def test_denoiser_of_the_example(submission):
    """The denoiser says 0.352310."""
    agree(submission.denoised(X, T, *DATA), np.array([[0.352310]]), tol=ROUNDED)


def test_steps_of_the_example(submission):
    """A reverse step of 0.1 without noise leads to 0.481821, alone and as a whole run, and the flow is -0.034103."""
    agree(submission.reverse_step(X, T, 0.1, np.zeros((1, 1)), *DATA), np.array([[0.481821]]), tol=ROUNDED)
    agree(submission.flow_rhs(X, T, *DATA), np.array([[-0.034103]]), tol=ROUNDED)
    one = submission.sample(X, np.zeros((1, 1, 1)), 0.1, *DATA)
    agree(one, submission.reverse_step(X, 0.1, 0.1, np.zeros((1, 1)), *DATA))
