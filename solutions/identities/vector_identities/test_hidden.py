"""Hidden tests: 2 points for each of the easy identities, 3 or 4 for those in which x occurs twice."""

import numpy as np

from autograder import agree, agree_at_edges, agree_on, draw, expect, points

# Rows, columns. Square first: a transpose too many only shows its values where shapes fit.
SIZES = [(4, 4), (5, 3)]


@points(1.5)
def test_linear(submission, reference, rng):
    """The Jacobian of Ax is right for square, tall and wide A, and has a row for each output."""
    agree_on(submission.d_linear, reference.d_linear, [(draw(rng, m, n), draw(rng, n)) for m, n in SIZES])


@points(0.5)
def test_linear_of_other_arrays(submission, reference, rng):
    """The Jacobian of Ax is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_linear, reference.d_linear, rng, "m n", "n", linear=True)


@points(1.5)
def test_dot(submission, reference, rng):
    """The gradient of wᵀx is right."""
    agree_on(submission.d_dot, reference.d_dot, [(draw(rng, n), draw(rng, n)) for n in (4, 3)])


@points(0.5)
def test_dot_of_other_arrays(submission, reference, rng):
    """The gradient of wᵀx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_dot, reference.d_dot, rng, "n", "n", linear=True)


@points(1.5)
def test_sqnorm(submission, reference, rng):
    """The gradient of ‖x‖² is right, and zero at zero."""
    agree_on(submission.d_sqnorm, reference.d_sqnorm, [(draw(rng, 4),), (np.zeros(3),)])


@points(0.5)
def test_sqnorm_of_other_arrays(submission, reference, rng):
    """The gradient of ‖x‖² is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_sqnorm, reference.d_sqnorm, rng, "n", linear=True)


@points(2)
def test_quadratic(submission, reference, rng):
    """The gradient of xᵀAx is right where A is not symmetric, and along x it is twice the form."""
    cases = [(draw(rng, n, n), draw(rng, n)) for n in (4, 3)]
    for (A, x), gradient in zip(cases, submission.d_quadratic.each(cases), strict=True):
        agree(gradient, reference.d_quadratic(A, x))
        agree(gradient @ x, 2 * x @ A @ x, tol=1e-8, what="x · ∇ of xᵀAx, beside twice the form,")


@points(1)
def test_quadratic_of_other_arrays(submission, reference, rng):
    """The gradient of xᵀAx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_quadratic, reference.d_quadratic, rng, "n n", "n")


@points(1.5)
def test_second_derivative(submission, reference, rng):
    """The Hessian of xᵀAx is right where A is not symmetric."""
    agree_on(submission.d2_quadratic, reference.d2_quadratic, [(draw(rng, n, n),) for n in (4, 3)])


@points(0.5)
def test_second_derivative_of_other_arrays(submission, reference, rng):
    """The Hessian of xᵀAx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d2_quadratic, reference.d2_quadratic, rng, "n n", linear=True)


@points(2)
def test_lsq(submission, reference, rng):
    """The gradient of ‖Ax − b‖² is right for square, tall and wide A."""
    cases = [(draw(rng, m, n), draw(rng, n), draw(rng, m)) for m, n in SIZES]
    agree_on(submission.d_lsq, reference.d_lsq, cases)


@points(1)
def test_lsq_of_other_arrays(submission, reference, rng):
    """The gradient of ‖Ax − b‖² is right for all sizes, slices, whole, equal, tiny, huge numbers, zeros and float32."""
    agree_at_edges(submission.d_lsq, reference.d_lsq, rng, "m n", "n", "m")


@points(1)
def test_they_belong_together(submission, rng):
    """A step of x changes the gradient of xᵀAx by the Hessian times the step, exactly, and that of ‖Ax − b‖² alike."""
    A, x, step, b = draw(rng, 3, 3), draw(rng, 3), draw(rng, 3), draw(rng, 3)
    here, there = (expect(value, (3,)) for value in submission.d_quadratic.each([(A, x), (A, x + step)]))
    hessian = expect(submission.d2_quadratic(A), (3, 3))
    agree(there - here, hessian @ step, what="What a step changes of the gradient of xᵀAx")
    here, there = (expect(value, (3,)) for value in submission.d_lsq.each([(A, x, b), (A, x + step, b)]))
    agree(there - here, 2 * A.T @ A @ step, what="What a step changes of the gradient of ‖Ax − b‖²")
