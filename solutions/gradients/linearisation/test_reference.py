"""Proves the reference: by automatic differentiation, complex numbers, exact leftovers, and how fast these shrink."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest


def square(u):
    return np.stack([u[..., 0] ** 2 - u[..., 1] ** 2, 2 * u[..., 0] * u[..., 1]], axis=-1)


def square_jacobian(u):
    return 2 * np.array([[u[0], -u[1]], [u[1], u[0]]])


def swirl(u):
    """A map of the plane that is no polynomial, for one point or many, and for automatic differentiation."""
    x, y = u[..., 0], u[..., 1]
    return anp.stack([anp.exp(0.3 * x) * anp.cos(y) + y, anp.sin(x * y) - x], axis=-1)


@pytest.mark.parametrize(("m", "n"), [(1, 1), (3, 1), (1, 3), (2, 2), (4, 3)])
def test_against_forward_derivatives(reference, rng, m, n):
    """The linearisation is the value plus the velocity of F along x − x0, which needs no Jacobian."""
    A = rng.normal(size=(m, n))
    F = lambda t: anp.tanh(anp.dot(A, t)) + anp.sum(t**3)  # noqa: E731
    x0, x = rng.normal(size=n), rng.normal(size=(5, 4, n))
    L = reference.linearise(F, autograd.jacobian(F), x0)
    for at in np.ndindex(5, 4):
        velocity = autograd.jacobian(lambda t, d=x[at] - x0: F(x0 + t * d))(0.0)
        np.testing.assert_allclose(L(x)[at], F(x0) + velocity, rtol=1e-11, atol=1e-11)
        np.testing.assert_allclose(L(x[at]), L(x)[at], rtol=1e-12, atol=1e-12)


def test_linearisation_does_not_follow_its_point(reference):
    """Changing the array x0 afterwards changes nothing."""
    x0 = np.array([1.0, 1.0])
    L = reference.linearise(square, square_jacobian, x0)
    x0 += 5
    np.testing.assert_allclose(L(np.array([1.1, 1.0])), [0.2, 2.2], rtol=1e-14)


def test_whole_numbers_and_float32(reference):
    """Points that are no float64 are worked with as float64."""
    for x0 in (np.array([1, 1]), np.array([1, 1], np.float32)):
        value = reference.linearise(square, square_jacobian, x0)(np.array([1.1, 1.0]))
        assert value.dtype == float
        np.testing.assert_allclose(value, [0.2, 2.2], rtol=1e-14)


def test_what_is_left_over_is_the_square_of_the_displacement(reference, rng):
    """For z ↦ z² the leftover is d², as complex numbers say."""
    for x0, d in rng.normal(size=(10, 2, 2)):
        left = square(x0 + d) - reference.linearise(square, square_jacobian, x0)(x0 + d)
        np.testing.assert_allclose(left[0] + 1j * left[1], complex(*d) ** 2, rtol=1e-9, atol=1e-12)


def test_what_is_left_over_shrinks_with_the_square_of_the_distance(reference, rng):
    """Half as far away, a quarter is left over: slope 2."""
    x0, d, sizes = rng.normal(size=2), rng.normal(size=2), np.array([1e-2, 1e-3])
    x = x0 + sizes[:, None] * d
    errors = np.linalg.norm(swirl(x) - reference.linearise(swirl, autograd.jacobian(swirl), x0)(x), axis=1)
    assert np.log10(errors[0] / errors[1]) == pytest.approx(2, abs=0.05)


@pytest.mark.parametrize("n", [2, 5, 6])
def test_grids_point_by_point(reference, rng, n):
    """Both grids are right at each point, with the Jacobian of reverse mode; edges of cells are its columns."""
    x0, half = rng.normal(size=2), rng.uniform(0.1, 1)
    true, lin = reference.grid_lines(swirl, x0, half, n)
    J, step = autograd.jacobian(swirl)(x0), 2 * half / (n - 1)
    for i, j in np.ndindex(n, n):
        d = np.array([-half + i * step, -half + j * step])
        np.testing.assert_allclose(true[i, j], swirl(x0 + d), rtol=1e-12, atol=1e-12)
        np.testing.assert_allclose(lin[i, j], swirl(x0) + J @ d, atol=1e-8)
    np.testing.assert_allclose(np.diff(lin, axis=0), np.broadcast_to(step * J[:, 0], (n - 1, n, 2)), atol=1e-8)
    np.testing.assert_allclose(np.diff(lin, axis=1), np.broadcast_to(step * J[:, 1], (n, n - 1, 2)), atol=1e-8)


def test_grid_without_extent(reference):
    """Where half is 0, all points are the centre's image; whole numbers are welcome."""
    true, lin = reference.grid_lines(square, np.array([1, 2]), 0, 3)
    assert (true == [-3, 4]).all() and (lin == [-3, 4]).all()


def test_example_of_the_statement(reference):
    """The numbers of the example hold."""
    true, lin = reference.grid_lines(square, np.array([1.0, 1.0]), 0.1, 3)
    np.testing.assert_allclose([true[1, 1], true[2, 1], true[1, 2]], [[0, 2], [0.21, 2.2], [-0.21, 2.2]], atol=1e-12)
    np.testing.assert_allclose([lin[1, 1], lin[2, 1], lin[1, 2]], [[0, 2], [0.2, 2.2], [-0.2, 2.2]], atol=1e-9)
