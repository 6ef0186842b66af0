"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree


def gradient(p):
    """The gradient of x⁴ - 2x² + y²."""
    return np.array([4 * p[0] ** 3 - 4 * p[0], 2 * p[1]])


def hessian(p):
    """The Hessian of x⁴ - 2x² + y²."""
    return np.diag([12 * p[0] ** 2 - 4, 2.0])


def test_gradients_that_count_as_zero(submission):
    """A gradient of length 0.9746 counts as zero for the tolerance 1, and not for 0.9."""
    g = np.array([-0.768, 0.6])
    agree(submission.is_critical(g, 1.0), True)
    agree(submission.is_critical(g, 0.9), False)


def test_words_of_the_table(submission):
    """Each row of the table gets its word."""
    table = [([3.0, -1.0], "saddle"), ([3.0, 1.0], "minimum"), ([-3.0, -1.0], "maximum"), ([3.0, 0.0], "inconclusive")]
    for eigenvalues, word in table:
        agree(submission.classify(np.diag(eigenvalues)), word)


def test_word_where_the_gradient_is_not_zero(submission):
    """With the gradient of the example, a point is not critical."""
    agree(submission.classify(np.diag([3.0, 1.0]), g=np.array([-0.768, 0.6])), "not critical")


def test_first_step_of_newton(submission):
    """One step leads from (0.2, 0.3) to (-0.018182, 0), and from (1.5, 0.3) to (1.173913, 0)."""
    for start, end in (([0.2, 0.3], [-0.2 / 11, 0.0]), ([1.5, 0.3], [27 / 23, 0.0])):
        got = submission.newton(gradient, hessian, np.array(start), 1e-10, 1)
        agree(got, (np.array(end), False), tol=1e-7)


def test_newton_converges(submission):
    """From (0.2, 0.3) Newton's method converges to the saddle at the origin."""
    agree(submission.newton(gradient, hessian, np.array([0.2, 0.3]), 1e-10, 20), (np.zeros(2), True), tol=1e-7)
