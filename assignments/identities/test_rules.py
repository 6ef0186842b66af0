"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree, entry

A = np.array([[1.0, 2.0], [3.0, 4.0]])
X = np.array([2.0, 1.0])
KEYS = ["scalar_by_vector", "vector_by_vector", "chain", "quadratic", "lsq"]


def rule(submission, key):
    """Return one function of the student's sheet."""
    function = entry(submission.rules(), key, what="rules()")
    assert callable(function), f"The entry {key!r} of rules() is no function."
    return function


def test_the_sheet_is_complete(submission):
    """The sheet has all five rules, and each is a function."""
    for key in KEYS:
        rule(submission, key)


def test_the_card_that_everybody_knows(submission):
    """The gradient of wᵀx is w."""
    w = np.array([3.0, -1.0])
    agree(rule(submission, "scalar_by_vector")(w, X), w)


def test_two_rules_together(submission):
    """The Jacobian of the squares of Ax is [[8, 16], [60, 80]]."""
    J1 = rule(submission, "vector_by_vector")(A, X)
    agree(J1, A)
    agree(rule(submission, "chain")(np.diag([8.0, 20.0]), J1), np.array([[8.0, 16.0], [60.0, 80.0]]))
