"""Hidden tests: 2 points for each of the easy identities, 3 or 4 for those in which x occurs twice."""

import numpy as np

from autograder import agree, agree_at_edges, draw, expect, points

# Rows, columns. Square first: a transpose too many only shows its values where shapes fit.
SIZES = [(4, 4), (5, 3)]


@points(1.5)
def test_linear(submission, reference, rng):
    """The Jacobian of Ax is right for square, tall and wide A, and has a row for each output."""
    for m, n in SIZES:
        A, x = draw(rng, m, n), draw(rng, n)
        agree(submission.d_linear(A, x), reference.d_linear(A, x))


@points(0.5)
def test_linear_of_other_arrays(submission, reference, rng):
    """The Jacobian of Ax is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_linear, reference.d_linear, rng, "m n", "n", linear=True)


@points(1.5)
def test_dot(submission, reference, rng):
    """The gradient of wᵀx is right."""
    for n in (4, 3):
        w, x = draw(rng, n), draw(rng, n)
        agree(submission.d_dot(w, x), reference.d_dot(w, x))


@points(0.5)
def test_dot_of_other_arrays(submission, reference, rng):
    """The gradient of wᵀx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_dot, reference.d_dot, rng, "n", "n", linear=True)


@points(1.5)
def test_sqnorm(submission, reference, rng):
    """The gradient of ‖x‖² is right, and zero at zero."""
    for x in (draw(rng, 4), np.zeros(3)):
        agree(submission.d_sqnorm(x), reference.d_sqnorm(x))


@points(0.5)
def test_sqnorm_of_other_arrays(submission, reference, rng):
    """The gradient of ‖x‖² is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_sqnorm, reference.d_sqnorm, rng, "n", linear=True)


@points(2)
def test_quadratic(submission, reference, rng):
    """The gradient of xᵀAx is right where A is not symmetric, and along x it is twice the form."""
    for n in (4, 3):
        A, x = draw(rng, n, n), draw(rng, n)
        gradient = submission.d_quadratic(A, x)
        agree(gradient, reference.d_quadratic(A, x))
        agree(gradient @ x, 2 * x @ A @ x, tol=1e-8, what="x · ∇ of xᵀAx, beside twice the form,")


@points(1)
def test_quadratic_of_other_arrays(submission, reference, rng):
    """The gradient of xᵀAx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_quadratic, reference.d_quadratic, rng, "n n", "n")


@points(1.5)
def test_second_derivative(submission, reference, rng):
    """The Hessian of xᵀAx is right where A is not symmetric."""
    for n in (4, 3):
        A = draw(rng, n, n)
        agree(submission.d2_quadratic(A), reference.d2_quadratic(A))


@points(0.5)
def test_second_derivative_of_other_arrays(submission, reference, rng):
    """The Hessian of xᵀAx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d2_quadratic, reference.d2_quadratic, rng, "n n", linear=True)


@points(2)
def test_lsq(submission, reference, rng):
    """The gradient of ‖Ax − b‖² is right for square, tall and wide A."""
    for m, n in SIZES:
        A, x, b = draw(rng, m, n), draw(rng, n), draw(rng, m)
        agree(submission.d_lsq(A, x, b), reference.d_lsq(A, x, b))


@points(1)
def test_lsq_of_other_arrays(submission, reference, rng):
    """The gradient of ‖Ax − b‖² is right for all sizes, slices, whole, equal, tiny, huge numbers, zeros and float32."""
    agree_at_edges(submission.d_lsq, reference.d_lsq, rng, "m n", "n", "m")


@points(1)
def test_they_belong_together(submission, rng):
    """A step of x changes the gradient of xᵀAx by the Hessian times the step, exactly, and that of ‖Ax − b‖² alike."""
    A, x, step, b = draw(rng, 3, 3), draw(rng, 3), draw(rng, 3), draw(rng, 3)
    here, there = (expect(submission.d_quadratic(A, at), (3,)) for at in (x, x + step))
    hessian = expect(submission.d2_quadratic(A), (3, 3))
    agree(there - here, hessian @ step, what="What a step changes of the gradient of xᵀAx")
    here, there = (expect(submission.d_lsq(A, at, b), (3,)) for at in (x, x + step))
    agree(there - here, 2 * A.T @ A @ step, what="What a step changes of the gradient of ‖Ax − b‖²")
