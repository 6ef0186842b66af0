"""Proves the reference: by automatic differentiation, closed forms, exact cases, and what must not work."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

MEASURED = [("numeric_jacobian", 2e-9), ("complex_step", 1e-14)]


def error(got, right):
    return np.linalg.norm(got - right) / max(1, np.linalg.norm(right))


@pytest.mark.parametrize(("name", "tol"), MEASURED)
@pytest.mark.parametrize(("m", "n"), [(1, 1), (1, 4), (5, 1), (4, 2), (2, 4), (3, 3)])
def test_against_automatic_differentiation(reference, rng, name, tol, m, n):
    """Reverse mode, row by row, gives the same matrix."""
    A, b = rng.normal(size=(m, n)), rng.normal(size=m)
    F = lambda t: anp.tanh(anp.dot(A, t)) * b + anp.sum(t**3)  # noqa: E731
    for x in rng.uniform(-1.6, 1.6, size=(5, n)):
        J = getattr(reference, name)(F, x)
        assert J.shape == (m, n) and J.dtype == float
        assert error(J, autograd.jacobian(F)(x)) < tol


@pytest.mark.parametrize(("name", "tol"), MEASURED)
def test_along_directions(reference, rng, name, tol):
    """J v is the velocity of F along v, and Jᵀu is the gradient of u · F, both in closed form."""
    A, x, v, u = rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal(size=3), rng.normal(size=4)
    J = getattr(reference, name)(lambda t: np.sin(A @ t), x)
    c = np.cos(A @ x)
    assert error(J @ v, c * (A @ v)) < tol and error(J.T @ u, A.T @ (c * u)) < tol


@pytest.mark.parametrize(("name", "tol"), MEASURED)
def test_a_linear_map_is_its_own_derivative(reference, rng, name, tol):
    """For Ax the Jacobian is A: rows are outputs, and no transpose is in sight."""
    A = rng.normal(size=(2, 3))
    assert error(getattr(reference, name)(lambda t: A @ t, rng.normal(size=3)), A) < 10 * tol


@pytest.mark.parametrize(("name", "tol"), MEASURED)
def test_numbers_that_are_no_float64(reference, name, tol):
    """Whole numbers, float32 and slices are worked with as float64; one output is one row."""
    J = getattr(reference, name)
    cube = lambda t: np.sum(t**3)  # noqa: E731
    assert error(J(cube, np.array([1, -2])), np.array([[3, 12]])) < tol
    x = np.array([0.3, 9.0, 1.1], np.float32)[::2]
    assert error(J(cube, x), 3 * x.astype(float)[None] ** 2) < tol
    assert J(cube, x).shape == (1, 2)


def test_large_coordinates(reference):
    """The step of differences grows with the coordinate."""
    J = reference.numeric_jacobian(lambda t: np.array([t[0] ** 2, t[0] * t[1]]), np.array([1e7, -2e6]))
    assert error(J, np.array([[2e7, 0], [-2e6, 1e7]])) < 1e-9


def test_a_constant_costs_digits_of_differences_alone(reference):
    """Beside ten million, differences lose seven digits, and the complex step loses none."""
    F, x = lambda t: 1e7 + np.sin(t), np.linspace(0.1, 1.5, 20)
    right = np.diag(np.cos(x))
    assert error(reference.complex_step(F, x), right) < 1e-15
    assert error(reference.numeric_jacobian(F, x), right) > 1e-6


def test_steps_that_are_not_analytic_give_wrong_slopes(reference):
    """The statement's warning is true: the slope of |x|² comes out as 0, that of x · x is right, and 1e-400 is 0."""
    x = np.array([0.7, -1.2])
    assert not reference.complex_step(lambda t: np.abs(t) ** 2, x).any()
    assert not reference.complex_step(lambda t: np.vdot(t, t), x).any()
    assert error(reference.complex_step(lambda t: t @ t, x), 2 * x[None]) < 1e-15
    assert float("1e-400") == 0


def test_example_of_the_statement(reference):
    """The matrix of the example holds."""
    F, x, right = lambda t: np.array([t[0] * t[1], t[2] ** 2]), np.array([2, 3, 5]), [[3, 2, 0], [0, 0, 10]]
    np.testing.assert_allclose(reference.complex_step(F, x), right, rtol=1e-15)
    np.testing.assert_allclose(reference.numeric_jacobian(F, x), right, atol=1e-8)
