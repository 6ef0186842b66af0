"""Proves the reference: by automatic differentiation, complex steps, fractions, many digits, and the equation."""

from fractions import Fraction

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest


def ridge_loss(X, y, w, lam):
    return anp.sum((anp.dot(X, w) - y) ** 2) / 2 + lam / 2 * anp.sum(w**2)


def energy(u, f, c, h):
    heights = anp.concatenate([anp.zeros(1), u, anp.zeros(1)])
    gaps = heights[1:] - heights[:-1]
    return anp.sum(gaps**2) / (2 * h) + c * h / 2 * anp.sum(u**2) - h * anp.sum(f * u)


def complex_step(f, x):
    """Return the gradient of an analytic f at x, to rounding."""
    steps = 1e-30j * np.eye(len(x))
    return np.array([f(x + step).imag / 1e-30 for step in steps])


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold, in exact fractions."""
    X, y = np.diag([1.0, 2.0]), np.array([1.0, 2.0])
    assert reference.ridge_grad(X, y, np.zeros(2), 1).tolist() == [-1, -4]
    assert reference.ridge_grad(X, y, np.ones(2), 1).tolist() == [1, 1]
    fit = [Fraction(1, 2), Fraction(4, 5)]
    assert [x * (x * w - x) + w for x, w in zip((1, 2), fit, strict=True)] == [0, 0]
    assert reference.ridge_fit(X, y, 1) == pytest.approx([float(w) for w in fit], rel=1e-15)
    assert reference.ridge_fit(X, y, 0) == pytest.approx([1, 1], rel=1e-15)
    assert reference.energy_grad(np.array([1, 2]), np.zeros(2), 1, 1).tolist() == [1, 5]
    assert reference.energy_hess(2, 1, 1).tolist() == [[3, -1], [-1, 3]]
    assert reference.energy_grad(np.array([1]), np.array([3]), 2, 0.5).tolist() == [3.5]
    assert reference.energy_hess(1, 2, 0.5).tolist() == [[5]]


@pytest.mark.parametrize(("m", "p"), [(7, 3), (2, 5), (4, 4), (6, 1), (1, 1)])
def test_ridge_gradient_by_two_oracles(reference, rng, m, p):
    """Autograd and a complex step agree with the gradient."""
    X, y, w = rng.normal(size=(m, p)), rng.normal(size=m), rng.normal(size=p)
    got = reference.ridge_grad(X, y, w, 0.7)
    assert got == pytest.approx(autograd.grad(ridge_loss, 2)(X, y, w, 0.7), rel=1e-11, abs=1e-11)
    assert got == pytest.approx(complex_step(lambda v: ridge_loss(X, y, v, 0.7), w), rel=1e-11, abs=1e-11)


@pytest.mark.parametrize(("m", "p", "lam"), [(7, 3, 0.4), (2, 5, 1.5), (3, 3, 1e-6), (5, 2, 0), (6, 1, 1e6)])
def test_ridge_fit_to_many_digits(reference, rng, m, p, lam):
    """With 50 digits, the stacked least squares problem has the same solution."""
    X, y = rng.normal(size=(m, p)), rng.normal(size=m)
    with mpmath.workdps(50):
        stacked = mpmath.matrix([*X.tolist(), *(mpmath.sqrt(lam) * mpmath.eye(p)).tolist()])
        w = mpmath.qr_solve(stacked, mpmath.matrix([*y.tolist(), *([0] * p)]))[0]
        right = np.array([float(value) for value in w])
    assert reference.ridge_fit(X, y, lam) == pytest.approx(right, rel=1e-7)


@pytest.mark.parametrize("n", [1, 2, 3, 9])
def test_energy_by_two_oracles(reference, rng, n):
    """Autograd agrees with gradient and Hessian, a complex step with the gradient."""
    u, f, c, h = rng.normal(size=n), rng.normal(size=n), 1.3, 0.4
    got = reference.energy_grad(u, f, c, h)
    assert got == pytest.approx(autograd.grad(energy)(u, f, c, h), rel=1e-11, abs=1e-11)
    assert got == pytest.approx(complex_step(lambda v: energy(v, f, c, h), u), rel=1e-11, abs=1e-11)
    assert reference.energy_hess(n, c, h) == pytest.approx(autograd.hessian(energy)(u, f, c, h), rel=1e-11, abs=1e-11)


def test_the_string_is_a_ridge_regression(reference, rng):
    """With X the slopes of the gaps over √h and λ = ch, E is L up to the load: the two gradients differ by it alone."""
    n, c, h = 5, 1.7, 0.3
    X = np.diff(np.vstack([np.zeros(n), np.eye(n), np.zeros(n)]), axis=0) / np.sqrt(h)
    u, f = rng.normal(size=n), rng.normal(size=n)
    ridge = reference.ridge_grad(X, np.zeros(n + 1), u, c * h)
    assert reference.energy_grad(u, f, c, h) == pytest.approx(ridge - h * f, rel=1e-11)
    assert reference.energy_hess(n, c, h) == pytest.approx(X.T @ X + c * h * np.eye(n), rel=1e-11)


def test_rest_is_the_solution_of_the_equation(reference):
    """For the load (π² + c) sin πx the string comes to rest at sin πx, up to an error of order h²."""
    errors = []
    for n in (20, 40, 80):
        h = 1 / (n + 1)
        x = h * np.arange(1, n + 1)
        f = (np.pi**2 + 2) * np.sin(np.pi * x)
        rest = -np.linalg.solve(reference.energy_hess(n, 2, h), reference.energy_grad(np.zeros(n), f, 2, h))
        errors.append(np.abs(rest - np.sin(np.pi * x)).max())
    assert np.log(errors[0] / errors[2]) / np.log(81 / 21) == pytest.approx(2, abs=0.01)


def test_whole_and_short_numbers_are_worked_in_float64(reference, rng):
    """Whatever the dtypes, the numbers are those of float64."""
    X, y, w = rng.integers(-9, 9, size=(5, 3)), rng.integers(-9, 9, size=5), rng.integers(-9, 9, size=3)
    for kind in (np.int32, np.int64, np.float32):
        got = reference.ridge_grad(X.astype(kind), y.astype(kind), w.astype(kind), 0.5)
        assert got.dtype == np.float64
        assert got.tolist() == (X.T @ (X @ w - y) + 0.5 * w).tolist()
        assert reference.energy_grad(y.astype(kind), y.astype(kind), 1, 1).dtype == np.float64
