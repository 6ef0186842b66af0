"""Proves the reference: by automatic differentiation of the values, and by exact fractions."""

from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

SHAPES = [(3, 3), (5, 2), (2, 5), (1, 1), (1, 4), (4, 1)]


def exact_slopes(f, x):
    """Return the partial derivatives of a quadratic f from f(x + e) - f(x - e) = 2 ∂f, exact for whole numbers."""
    x = [Fraction(value) for value in x.tolist()]
    moved = [[[value + sign * (k == j) for k, value in enumerate(x)] for sign in (1, -1)] for j in range(len(x))]
    return [(f(above) - f(below)) / 2 for above, below in moved]


def dot(one, other):
    return sum(Fraction(a) * b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize(("m", "n"), SHAPES)
def test_the_derivatives_of_products_are_those_of_autograd(reference, rng, m, n):
    """Ax has the Jacobian, and ‖Ax − b‖² the gradient, that automatic differentiation finds."""
    A, x, b = rng.normal(size=(m, n)), rng.normal(size=n), rng.normal(size=m)
    np.testing.assert_allclose(reference.d_linear(A, x), autograd.jacobian(lambda v: A @ v)(x), rtol=1e-12)
    right = autograd.grad(lambda v: anp.sum((A @ v - b) ** 2))(x)
    np.testing.assert_allclose(reference.d_lsq(A, x, b), right, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_derivatives_of_numbers_are_those_of_autograd(reference, rng, n):
    """wᵀx, ‖x‖² and xᵀAx have the gradients, and the last the Hessian, that automatic differentiation finds."""
    A, x, w = rng.normal(size=(n, n)), rng.normal(size=n), rng.normal(size=n)
    np.testing.assert_allclose(reference.d_dot(w, x), autograd.grad(lambda v: w @ v)(x), rtol=1e-12)
    np.testing.assert_allclose(reference.d_sqnorm(x), autograd.grad(lambda v: anp.sum(v**2))(x), rtol=1e-12)
    right = autograd.grad(lambda v: v @ A @ v)(x)
    np.testing.assert_allclose(reference.d_quadratic(A, x), right, rtol=1e-12, atol=1e-12)
    right = autograd.hessian(lambda v: v @ A @ v)(x)
    np.testing.assert_allclose(reference.d2_quadratic(A), right, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("m", "n"), SHAPES)
def test_gradients_are_exact_for_whole_numbers(reference, rng, m, n):
    """In fractions, by nothing but values of the functions, the gradients are the same to the last digit."""
    A, x, b = (rng.integers(-9, 10, size=shape).astype(float) for shape in [(m, n), n, m])
    rows = A.tolist()
    right = exact_slopes(lambda v: sum((dot(row, v) - Fraction(t)) ** 2 for row, t in zip(rows, b, strict=True)), x)
    assert reference.d_lsq(A, x, b).tolist() == right
    assert reference.d_sqnorm(x).tolist() == exact_slopes(lambda v: dot(v, v), x)
    S, rows = A.T @ np.ones((m, n)), (A.T @ np.ones((m, n))).tolist()
    right = exact_slopes(lambda v: dot([dot(row, v) for row in rows], v), x)
    assert reference.d_quadratic(S, x).tolist() == right


def test_a_linear_map_has_a_jacobian_with_a_row_for_each_output(reference, rng):
    """Moving x along an axis moves Ax along a column of its Jacobian A; Aᵀ does not even fit."""
    A, x = rng.normal(size=(5, 2)), rng.normal(size=2)
    J = reference.d_linear(A, x)
    assert J.shape == (5, 2)
    for j, axis in enumerate(np.eye(2)):
        np.testing.assert_allclose(J[:, j], A @ (x + axis) - A @ x, atol=1e-12)


def test_twice_a_times_x_is_right_for_symmetric_matrices_alone(reference, rng):
    """The short formula 2Ax agrees for A + Aᵀ, and for no A in general."""
    A, x = rng.normal(size=(4, 4)), rng.normal(size=4)
    np.testing.assert_allclose(reference.d_quadratic(A + A.T, x), 2 * (A + A.T) @ x)
    assert np.linalg.norm(reference.d_quadratic(A, x) - 2 * A @ x) > 0.1
