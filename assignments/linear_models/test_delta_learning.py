"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X = np.array([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])


def test_inverse_distances_of_the_example(submission):
    """They are 1, 1/2 and 1/√5."""
    agree(submission.inv_dist(X), np.array([1.0, 0.5, 1 / np.sqrt(5)]))


def test_jacobian_of_the_example(submission):
    """It has three rows and nine columns."""
    side = 5**-1.5
    right = [[1, 0, 0, -1, 0, 0, 0, 0, 0], [0, 0.25, 0, 0, 0, 0, 0, -0.25, 0],
             [0, 0, 0, -side, 2 * side, 0, side, -2 * side, 0]]  # fmt: skip
    agree(submission.inv_dist_jac(X), np.array(right, dtype=float))


def test_fit_of_the_example(submission):
    """A single molecule with a difference of 3 has the coefficient 2."""
    agree(submission.fit_delta(np.ones((1, 3)), np.array([1.0]), np.array([4.0]), 1.0, 0.5), np.array([2.0]), tol=1e-7)


def test_slope_of_the_example(submission):
    """The fit falls from its only input on."""
    got = submission.krr_energy_grad(np.array([1.0, 0.0]), np.zeros((1, 2)), np.array([2.0]), 1.0)
    agree(got, np.array([-2 * np.exp(-0.5), 0.0]))


def test_forces_without_a_correction(submission):
    """Where the fit is zero, the rough forces come back."""
    base = np.array([[0.0, 1.0, 0.0], [0.5, -1.0, 0.0], [-0.5, 0.0, 2.0]])
    agree(submission.composite_forces(X, base, np.ones((1, 3)), np.zeros(1), 1.0), base)
