"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

X = np.array([[1.0, 0.0], [1.0, 1.0]])
W = np.array([0.0, np.log(3.0)])


def test_fisher_of_the_example(submission):
    """The Fisher matrix has 7/32 and 3/32 on its diagonal."""
    agree(submission.fisher_logistic(X, W), np.array([[7.0, 3.0], [3.0, 3.0]]) / 32)


def test_empirical_fisher_of_the_example(submission):
    """With the labels 1 and 0 the empirical matrix has 13/32 and 9/32 on its diagonal."""
    agree(submission.empirical_fisher(X, np.array([1.0, 0.0]), W), np.array([[13.0, 9.0], [9.0, 9.0]]) / 32)


def test_fisher_of_a_gaussian(submission):
    """For σ = 1/2 it is diag(4, 2)."""
    agree(submission.fisher_gaussian(0.5), np.diag([4.0, 2.0]))


def test_natural_gradient_of_the_example(submission):
    """It is (1/4, 1/2), and (1/5, 1/3) with a damping of 1."""
    F, g = np.diag([4.0, 2.0]), np.ones(2)
    agree(submission.natural_gradient(F, g), np.array([0.25, 0.5]))
    agree(submission.natural_gradient(F, g, 1.0), np.array([0.2, 1 / 3]))
