"""Public tests: the examples of the statement."""

import numpy as np

from autograder import agree, raises

CUBIC = [("mul", 0, 0), ("mul", 1, 0), ("add", 1, 2)]
SPREAD = [("mul", 0, 1), ("sum", 2)]


def test_values_of_the_example(submission):
    """All values come back, the input first; an operation that nobody knows is refused."""
    agree(submission.evaluate(CUBIC, [2.0]), [2.0, 4.0, 8.0, 12.0])
    raises(ValueError, submission.evaluate, [("pow", 0, 0)], [2.0])


def test_tangent_of_the_example(submission):
    """The slope of x² + x³ at 2 is 16."""
    agree(submission.jvp(CUBIC, [2.0], [1.0]), 16.0)


def test_adjoints_of_the_examples(submission):
    """The same backwards, and two gradients of the shapes of their inputs."""
    agree(submission.vjp(CUBIC, [2.0], 1.0), [16.0])
    got = submission.vjp(SPREAD, [np.array([[1.0], [2.0]]), np.array([1.0, 3.0])], 1.0)
    agree(got, [np.array([[4.0], [4.0]]), np.array([3.0, 3.0])])


def test_jacobian_of_a_product(submission):
    """Both modes give the Jacobian of x∘x."""
    for mode in ("forward", "reverse"):
        agree(submission.jacobian([("mul", 0, 0)], np.array([1.0, 3.0]), mode), np.diag([2.0, 6.0]))
