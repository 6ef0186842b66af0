"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree

X = np.array([[0.0, 0.0, 0.0], [2.0, 0.0, 0.0]])
QUARTER = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
E = np.exp(-1.0)
PULL = 2 * (1 - E) * E


def test_energy_of_the_example(submission):
    """Two atoms at twice the distance of least energy have (1 - 1/e)²; a single atom has 0."""
    agree(submission.energy(X, 1.0, 1.0, 1.0), (1 - E) ** 2)
    agree(submission.energy(X[:1], 1.0, 1.0, 1.0), 0.0)


def test_forces_of_the_example(submission):
    """They attract each other with the same strength."""
    agree(submission.forces(X, 1.0, 1.0, 1.0), np.array([[PULL, 0.0, 0.0], [-PULL, 0.0, 0.0]]))


def test_error_of_the_example(submission):
    """The field -X turns along, and columns times 1, 2 and 3 do not."""
    agree(submission.equivariance_error(lambda positions: -positions, X, QUARTER), 0.0)
    agree(submission.equivariance_error(lambda positions: positions * np.array([1.0, 2.0, 3.0]), X, QUARTER), 1.0)
