"""Hidden tests: 2 points for each of the easy identities, 3 or 4 for those in which x occurs twice."""

import numpy as np

from autograder import agree, expect, points


def plain(rng, *shape):
    """Return numbers of random sign whose sizes lie between 0.4 and 1.6."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.4, 1.6, size=shape)


def whole(rng, *shape):
    """Return whole numbers, none of them 0, in an array that does not lie in one piece in memory."""
    return (rng.choice([-1, 1], size=shape[::-1]) * rng.integers(1, 6, size=shape[::-1])).T.repeat(2, axis=0)[::2]


def single(rng, *shape):
    """Return float32 numbers."""
    return plain(rng, *shape).astype(np.float32)


# Rows, columns, kind of number, tolerance. Square first: a transpose too many only shows its values where shapes fit.
CASES = [(4, 4, plain, 1e-9), (5, 3, whole, 1e-9), (2, 6, single, 1e-4), (1, 1, plain, 1e-9)]
SQUARE = [(4, plain, 1e-9), (3, whole, 1e-9), (2, single, 1e-4), (1, plain, 1e-9)]


def agree_with(right, function, tol, *arrays):
    """Call the student's function and the right one, the latter with float64 arrays; return what the student's gave."""
    got = function(*arrays)
    agree(got, right(*(array.astype(float) for array in arrays)), tol=tol)
    return got


@points(2)
def test_linear(submission, reference, rng):
    """The Jacobian of Ax is right for square, tall and wide A, and has a row for each output."""
    for m, n, kind, tol in CASES:
        agree_with(reference.d_linear, submission.d_linear, tol, kind(rng, m, n), kind(rng, n))


@points(2)
def test_dot(submission, reference, rng):
    """The gradient of wᵀx is right, also for whole numbers, float32 and a single variable."""
    for n, kind, tol in SQUARE:
        agree_with(reference.d_dot, submission.d_dot, tol, kind(rng, n), kind(rng, n))


@points(2)
def test_sqnorm(submission, reference, rng):
    """The gradient of ‖x‖² is right, also for whole numbers, float32 and a single variable, and zero at zero."""
    for n, kind, tol in SQUARE:
        agree_with(reference.d_sqnorm, submission.d_sqnorm, tol, kind(rng, n))
    agree_with(reference.d_sqnorm, submission.d_sqnorm, 1e-9, np.zeros(3))


@points(3)
def test_quadratic(submission, reference, rng):
    """The gradient of xᵀAx is right where A is not symmetric, and along x it is twice the form."""
    for n, kind, tol in SQUARE:
        A, x = kind(rng, n, n), kind(rng, n)
        gradient = agree_with(reference.d_quadratic, submission.d_quadratic, tol, A, x)
        agree(gradient @ x, 2 * x @ A @ x, tol=max(tol, 1e-8), what="x · ∇ of xᵀAx, beside twice the form,")


@points(2)
def test_second_derivative(submission, reference, rng):
    """The Hessian of xᵀAx is right where A is not symmetric."""
    for n, kind, tol in SQUARE:
        agree_with(reference.d2_quadratic, submission.d2_quadratic, tol, kind(rng, n, n))


@points(3)
def test_lsq(submission, reference, rng):
    """The gradient of ‖Ax − b‖² is right for square, tall and wide A."""
    for m, n, kind, tol in CASES:
        agree_with(reference.d_lsq, submission.d_lsq, tol, kind(rng, m, n), kind(rng, n), kind(rng, m))


@points(1)
def test_they_belong_together(submission, rng):
    """A step of x changes the gradient of xᵀAx by the Hessian times the step, exactly, and that of ‖Ax − b‖² alike."""
    A, x, step, b = plain(rng, 3, 3), plain(rng, 3), plain(rng, 3), plain(rng, 3)
    here, there = (expect(submission.d_quadratic(A, at), (3,)) for at in (x, x + step))
    hessian = expect(submission.d2_quadratic(A), (3, 3))
    agree(there - here, hessian @ step, what="What a step changes of the gradient of xᵀAx")
    here, there = (expect(submission.d_lsq(A, at, b), (3,)) for at in (x, x + step))
    agree(there - here, 2 * A.T @ A @ step, what="What a step changes of the gradient of ‖Ax − b‖²")
