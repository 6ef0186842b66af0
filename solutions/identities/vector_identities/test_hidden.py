"""Hidden tests: 2 points for each of the easy identities, 3 or 4 for those in which x occurs twice."""

import numpy as np

from autograder import agree, draw, edges, expect, points

# Rows, columns. Square first: a transpose too many only shows its values where shapes fit.
SIZES = [(4, 4), (5, 3), (2, 6)]
TINY = 6e-7  # as large as all below 1e-6 can be: an error in them is not lost beside what is ordinary
BILLION = 10**9


def agree_on_other_arrays(function, right, rng, *shapes):
    """Hold a function against the right one at the edges of what has these shapes, and for float32."""
    for arguments in edges(rng, *shapes, tiny=TINY):
        agree(function(*arguments), right(*arguments))
    sizes = {"m": 2, "n": 6}
    single = [draw(rng, *(sizes[name] for name in shape.split())).astype(np.float32, order="F") for shape in shapes]
    agree(function(*single), right(*(array.astype(float) for array in single)), tol=1e-4)


def whole(rng, *shape, unit=1):
    """Return whole numbers, none of them 0, in this unit."""
    return unit * rng.choice([-1, 1], size=shape) * rng.integers(2, 6, size=shape)


@points(1.5)
def test_linear(submission, reference, rng):
    """The Jacobian of Ax is right for square, tall and wide A, and has a row for each output."""
    for m, n in SIZES:
        A, x = draw(rng, m, n), draw(rng, n)
        agree(submission.d_linear(A, x), reference.d_linear(A, x))


@points(0.5)
def test_linear_of_other_arrays(submission, reference, rng):
    """The Jacobian of Ax is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission.d_linear, reference.d_linear, rng, "m n", "n")
    A, x = whole(rng, 2, 3, unit=BILLION), draw(rng, 3)
    agree(submission.d_linear(A, x), reference.d_linear(A, x))


@points(1.5)
def test_dot(submission, reference, rng):
    """The gradient of wᵀx is right."""
    for n in (4, 3):
        w, x = draw(rng, n), draw(rng, n)
        agree(submission.d_dot(w, x), reference.d_dot(w, x))


@points(0.5)
def test_dot_of_other_arrays(submission, reference, rng):
    """The gradient of wᵀx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission.d_dot, reference.d_dot, rng, "n", "n")
    for w, x in ((whole(rng, 3, unit=BILLION), draw(rng, 3)), (draw(rng, 3), whole(rng, 3).astype(float))):
        agree(submission.d_dot(w, x), reference.d_dot(w, x))


@points(1.5)
def test_sqnorm(submission, reference, rng):
    """The gradient of ‖x‖² is right, and zero at zero."""
    for x in (draw(rng, 4), draw(rng, 3), np.zeros(3)):
        agree(submission.d_sqnorm(x), reference.d_sqnorm(x))


@points(0.5)
def test_sqnorm_of_other_arrays(submission, reference, rng):
    """The gradient of ‖x‖² is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission.d_sqnorm, reference.d_sqnorm, rng, "n")
    x = whole(rng, 3, unit=BILLION)
    agree(submission.d_sqnorm(x), reference.d_sqnorm(x))


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
    agree_on_other_arrays(submission.d_quadratic, reference.d_quadratic, rng, "n n", "n")
    integers, x = whole(rng, 3, 3), draw(rng, 3)
    for A, at in ((integers, x), (integers.astype(float), x), (draw(rng, 3, 3), whole(rng, 3).astype(float))):
        agree(submission.d_quadratic(A, at), reference.d_quadratic(A, at))


@points(1.5)
def test_second_derivative(submission, reference, rng):
    """The Hessian of xᵀAx is right where A is not symmetric."""
    for n in (4, 3):
        A = draw(rng, n, n)
        agree(submission.d2_quadratic(A), reference.d2_quadratic(A))


@points(0.5)
def test_second_derivative_of_other_arrays(submission, reference, rng):
    """The Hessian of xᵀAx is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_on_other_arrays(submission.d2_quadratic, reference.d2_quadratic, rng, "n n")
    A = whole(rng, 3, 3, unit=BILLION)
    agree(submission.d2_quadratic(A), reference.d2_quadratic(A))


@points(2)
def test_lsq(submission, reference, rng):
    """The gradient of ‖Ax − b‖² is right for square, tall and wide A."""
    for m, n in SIZES:
        A, x, b = draw(rng, m, n), draw(rng, n), draw(rng, m)
        agree(submission.d_lsq(A, x, b), reference.d_lsq(A, x, b))


@points(1)
def test_lsq_of_other_arrays(submission, reference, rng):
    """The gradient of ‖Ax − b‖² is right for all sizes, slices, whole, equal, tiny, huge numbers, zeros and float32."""
    agree_on_other_arrays(submission.d_lsq, reference.d_lsq, rng, "m n", "n", "m")
    for A, b in ((whole(rng, 4, 2), draw(rng, 4)), (draw(rng, 2, 2), whole(rng, 2))):
        x = draw(rng, 2)
        agree(submission.d_lsq(A, x, b), reference.d_lsq(A, x, b))


@points(1)
def test_they_belong_together(submission, rng):
    """A step of x changes the gradient of xᵀAx by the Hessian times the step, exactly, and that of ‖Ax − b‖² alike."""
    A, x, step, b = draw(rng, 3, 3), draw(rng, 3), draw(rng, 3), draw(rng, 3)
    here, there = (expect(submission.d_quadratic(A, at), (3,)) for at in (x, x + step))
    hessian = expect(submission.d2_quadratic(A), (3, 3))
    agree(there - here, hessian @ step, what="What a step changes of the gradient of xᵀAx")
    here, there = (expect(submission.d_lsq(A, at, b), (3,)) for at in (x, x + step))
    agree(there - here, 2 * A.T @ A @ step, what="What a step changes of the gradient of ‖Ax − b‖²")
