"""TODO: public tests catch the first mistake, with the numbers of the statement's example."""

import numpy as np

from autograder import agree


def test_the_example(submission):
    """The example of the statement comes out right."""
    agree(submission.$name(np.array([1.0, 2.0])), 0.0)  # TODO: the result of the example
