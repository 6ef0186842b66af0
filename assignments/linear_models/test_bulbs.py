"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree, raises

VOLTS = np.array([[110.0], [120.0], [130.0]])
HOURS = np.array([1000.0, 900.0, 860.0])


def test_standard_units_of_the_example(submission):
    """The voltages 110, 120 and 130 have the mean 120 and the standard deviation 8.164966."""
    Z, mu, sd = submission.standardise(VOLTS)
    agree(mu, np.array([120.0]), what="mu")
    agree(sd, np.array([np.sqrt(200 / 3)]), what="sd")
    agree(Z, np.array([[-np.sqrt(1.5)], [0.0], [np.sqrt(1.5)]]), what="Z")


def test_fit_of_the_example(submission):
    """The intercept is 1760 h, the slope -7 h a volt."""
    agree(submission.fit(VOLTS, HOURS), np.array([1760.0, -7.0]), tol=1e-7)


def test_a_constant_column_is_refused(submission):
    """A column in which all entries are equal cannot be standardised."""
    raises(ValueError, submission.standardise, np.array([[110.0, 5.0], [120.0, 5.0]]))


def test_condition_of_the_example(submission):
    """For diag(3, 1) the condition number is 9, for the standardised example 1."""
    agree(submission.condition(np.diag([3.0, 1.0])), 9.0, tol=1e-7)
    agree(submission.condition(np.array([[1.0, -1.5], [1.0, 0.0], [1.0, 1.5]])), 1.5, tol=1e-7)
