"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree

SIZES = [1000, 100, 50, 1]


def test_chain_of_the_example(submission):
    """The Jacobian of the two layers of the example is [[3, 2]]."""
    Js = [np.array([[1.0, 2.0], [0.0, 1.0], [1.0, 0.0]]), np.array([[1.0, 0.0, 2.0]])]
    agree(submission.chain(Js), np.array([[3.0, 2.0]]))


def test_order_where_shapes_do_not_tell(submission):
    """Of two square Jacobians, the one that acts first stands on the right."""
    Js = [np.array([[0.0, 1.0], [0.0, 0.0]]), np.array([[2.0, 0.0], [0.0, 3.0]])]
    agree(submission.chain(Js), np.array([[0.0, 2.0], [0.0, 0.0]]))


def test_costs_of_the_example(submission):
    """The chain of sizes 1000, 100, 50, 1 takes 5,050,000 multiplications forward and 105,000 in reverse."""
    agree(submission.chain_cost(SIZES, "forward"), 5_050_000)
    agree(submission.chain_cost(SIZES, "reverse"), 105_000)
