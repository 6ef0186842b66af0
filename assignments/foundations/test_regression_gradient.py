"""Public tests: the example of the statement."""

import numpy as np

from autograder import agree, expect, raises

X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
Y = np.array([1.0, 2.0, 4.0])
W = np.array([0.0, 1.0])


def test_loss_of_the_example(submission):
    """The loss of the example is 6, and 5.23 a small step further."""
    agree(submission.regression_loss(X, Y, W), 6.0)
    agree(submission.regression_loss(X, Y, np.array([0.1, 1.0])), 5.23)


def test_gradient_of_the_example(submission):
    """The gradient of the example is (-8, -10)."""
    agree(submission.regression_gradient(X, Y, W), np.array([-8.0, -10.0]))


def test_column_is_refused(submission):
    """A column for y, of shape (m, 1), raises ValueError in the loss and in the gradient."""
    raises(ValueError, submission.regression_loss, X, Y[:, None], W)
    raises(ValueError, submission.regression_gradient, X, Y[:, None], W)


def test_check_accepts_the_right_gradient(submission):
    """The check of the example gives at most 1e-7 for the gradient (-8, -10)."""
    with submission.replacing(regression_gradient=lambda X, y, w: np.array([-8.0, -10.0])):
        error = expect(submission.check_gradient(X, Y, W), what="check_gradient(X, y, w)")
    assert abs(error) <= 1e-7, f"check_gradient gives {error:.3g} for the right gradient; expected at most 1e-7."


def test_check_rejects_a_wrong_gradient(submission):
    """The check of the example gives more than 1e-3 for the gradient (-8, 10)."""
    with submission.replacing(regression_gradient=lambda X, y, w: np.array([-8.0, 10.0])):
        error = expect(submission.check_gradient(X, Y, W), what="check_gradient(X, y, w)")
    assert error > 1e-3, (
        f"check_gradient gives {error:.3g} where regression_gradient returns (-8, 10), which is wrong; "
        "expected more than 1e-3. Does it call regression_gradient?"
    )
