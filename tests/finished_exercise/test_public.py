"""The numbers of the example."""

import numpy as np

from autograder import agree


def test_the_example(submission):
    """The example of the statement comes out right."""
    agree(submission.double(np.array([1.0, 2.0])), np.array([2.0, 4.0]))
