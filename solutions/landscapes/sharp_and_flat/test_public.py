"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X = np.diag([0.05, 0.08])
Y = np.diag([0.9, 1.1])


def test_rises_of_the_example(submission):
    """For X and Y, the loss rises as much as the table says, on the average and at the worst."""
    for H, average, worst in ((X, 0.00065, 0.0004), (Y, 0.01, 0.0055)):
        agree(submission.expected_rise(H, 0.1), average)
        agree(submission.worst_rise(H, 0.1), worst)


def test_other_units(submission):
    """In units a tenth as large, Y has the Hessian diag(0.009, 0.011)."""
    agree(submission.reparam(Y, 10 * np.eye(2)), np.diag([0.009, 0.011]), tol=1e-7)


def test_a_parameter_that_mixes(submission):
    """With the parameters (θ₀ + θ₁, θ₁), the loss ½ θ₀² is ½ (θ'₀ - θ'₁)²."""
    got = submission.reparam(np.diag([1.0, 0.0]), np.array([[1.0, 1.0], [0.0, 1.0]]))
    agree(got, np.array([[1.0, -1.0], [-1.0, 1.0]]), tol=1e-7)


def test_volumes_of_the_example(submission):
    """The logarithms of the volumes of the basins of X and Y are those of the table."""
    agree(submission.log_basin_volume(X, 0.01), -0.006563, tol=1e-6)
    agree(submission.log_basin_volume(Y, 0.01), -2.762268, tol=1e-6)
