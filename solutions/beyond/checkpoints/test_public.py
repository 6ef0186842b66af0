"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree


def test_gradient_of_the_example(submission):
    """Three doublings, there and back."""
    for every in (1, 2, 3):
        got = submission.checkpointed_grad(lambda x, k: 2 * x, lambda x, k, u: 2 * u, lambda x: x, np.ones(1), 3, every)
        agree(got, np.array([64.0]))


def test_costs_of_the_example(submission):
    """Twelve steps in stretches of 1, 3 and 12."""
    for every, cost in ((1, (12, 12)), (3, (6, 20)), (12, (12, 23))):
        agree(submission.checkpoint_cost(12, every), cost)


def test_best_spacing_of_the_example(submission):
    """The fewest states are not always nearest to the root."""
    agree(submission.best_spacing(12), 3)
    agree(submission.best_spacing(1000), 28)
