"""Proves the reference: by exact fractions, automatic differentiation, scalar arithmetic, what is known of steps."""

import math
from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest


def landscape(t):
    return anp.sum(anp.sin(t) * anp.exp(0.3 * t)) + anp.prod(t)


def error(got, right):
    return np.linalg.norm(got - right) / max(1, np.linalg.norm(right))


@pytest.mark.parametrize("shape", [(1,), (5,), (2, 3), (2, 1, 2), ()])
def test_gradient_against_automatic_differentiation(reference, rng, shape):
    """Central and forward differences are as near to the gradient of reverse mode as the statement promises."""
    for _ in range(5):
        x = np.array(rng.uniform(-1.6, 1.6, size=shape))
        right = autograd.grad(landscape)(x)
        for scheme, tol in (("central", 1e-8), ("forward", 3e-7)):
            got = reference.numeric_gradient(landscape, x, scheme=scheme)
            assert got.shape == shape and got.dtype == float
            assert error(got, right) < tol


def test_errors_with_a_step_are_exact(reference):
    """In fractions, the differences of x³ − 3xy² are wrong by (h², 0) and by (3xh + h², −3xh)."""
    x, y, h = Fraction(7, 8), Fraction(-5, 4), Fraction(1, 8)
    f = lambda a, b: a**3 - 3 * a * b**2  # noqa: E731 - exact for fractions
    right = 3 * x**2 - 3 * y**2, -6 * x * y
    central = (f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)
    forward = (f(x + h, y) - f(x, y)) / h, (f(x, y + h) - f(x, y)) / h
    assert [a - b for a, b in zip(central, right, strict=True)] == [h**2, 0]
    assert [a - b for a, b in zip(forward, right, strict=True)] == [3 * x * h + h**2, -3 * x * h]
    at, step = np.array([float(x), float(y)]), float(h)
    got = [reference.numeric_gradient(lambda t: f(*t), at, step, scheme) for scheme in ("central", "forward")]
    np.testing.assert_allclose(got, np.array([central, forward], dtype=float), rtol=1e-14)


def test_whole_numbers_float32_and_large_coordinates(reference):
    """Points that are no float64 are not rounded to their own dtype, and steps grow with coordinates."""
    square = lambda t: np.sum(t * t)  # noqa: E731
    np.testing.assert_allclose(reference.numeric_gradient(square, np.array([3, -4])), [6, -8], rtol=1e-8)
    x = np.array([0.1, 1.3], np.float32)
    np.testing.assert_allclose(reference.numeric_gradient(square, x), 2 * x.astype(float), rtol=1e-8)
    np.testing.assert_allclose(reference.numeric_gradient(square, np.array([1e8, -3e7])), [2e8, -6e7], rtol=1e-9)


def test_distance_is_that_of_the_points(reference):
    """Where h is near the spacing of floats, the slope of t is still exactly 1."""
    for scheme in ("central", "forward"):
        assert reference.numeric_gradient(lambda t: t[0], np.array([1e8]), 1e-7, scheme)[0] == 1.0


def test_unknown_scheme(reference):
    """A word that is no scheme raises ValueError."""
    with pytest.raises(ValueError, match="backward"):
        reference.numeric_gradient(landscape, np.ones(2), scheme="backward")


def test_relative_error_entry_by_entry(reference, rng):
    """The relative error is the largest of those computed with Python's own numbers."""
    for size in (1, 2, 9):
        a, b = rng.normal(size=(2, size))
        each = [abs(p - q) / max(1e-8, abs(p) + abs(q)) for p, q in zip(a.tolist(), b.tolist(), strict=True)]
        assert reference.rel_error(a, b) == pytest.approx(max(each), rel=1e-14)
    assert type(reference.rel_error(a, b)) is float


def test_relative_error_of_special_numbers(reference):
    """Zeros are equal, an entry that the other lacks counts as 1, tiny ones count little, and nan stays."""
    assert reference.rel_error(np.zeros(3), np.zeros(3)) == 0
    assert reference.rel_error(np.array([2.0, 5.0]), np.array([2.0, 0.0])) == 1
    assert reference.rel_error(2.0, -1e-3) == pytest.approx(1)
    assert reference.rel_error(1e-9, -1e-9) == pytest.approx(0.2)
    assert math.isnan(reference.rel_error(np.array([np.nan, 1.0]), np.array([1.0, 1.0])))
    for shapes in [((3,), (3, 1)), ((), (1,)), ((2, 3), (3, 2))]:
        with pytest.raises(ValueError, match="differ"):
            reference.rel_error(*map(np.zeros, shapes))


def test_slopes_and_lowest_points_of_the_statement(reference):
    """The lines have slopes 2 and 1; the central one is lowest between 1e-7 and 1e-3, the forward one further on."""
    hs = 10.0 ** -np.arange(1, 14)
    errors = reference.step_study(lambda t: np.exp(t[0]), np.exp, np.array([1.0]), hs)
    assert errors.shape == (2, 13)
    slopes = np.diff(np.log10(errors), axis=1) / np.diff(np.log10(hs))
    np.testing.assert_allclose(slopes[0, :2], 2, atol=0.01)
    np.testing.assert_allclose(slopes[1, :4], 1, atol=0.01)
    lowest = hs[np.argmin(errors, axis=1)]
    assert 1e-7 <= lowest[0] <= 1e-3 and lowest[1] < lowest[0]
    assert errors[0].min() < errors[1].min() and errors[:, -1].min() > 1e-6


def test_study_keeps_the_order_of_the_steps(reference, rng):
    """Column k belongs to step k, whatever their order; each is what a single step gives."""
    A = rng.normal(size=(2, 2))
    f, g, x = lambda t: np.sum(np.exp(A * t)), lambda t: A * np.exp(A * t), rng.normal(size=(2, 2))
    hs = np.array([1e-3, 0.2, 1e-2])
    whole = reference.step_study(f, g, x, hs)
    np.testing.assert_array_equal(whole, np.hstack([reference.step_study(f, g, x, [h]) for h in hs]))
    assert whole[0, 1] > whole[0, 2] > whole[0, 0]


def test_example_of_the_statement(reference):
    """The numbers of the example hold."""
    f, x = lambda t: t[0] ** 3 - 3 * t[0] * t[1] ** 2, np.array([1.0, 2.0])
    np.testing.assert_allclose(reference.numeric_gradient(f, x, 0.1), [-8.99, -12], rtol=1e-12)
    np.testing.assert_allclose(reference.numeric_gradient(f, x, 0.1, "forward"), [-8.69, -12.3], rtol=1e-12)
    assert reference.rel_error(np.array([-8.99, -12]), np.array([-9, -12])) == pytest.approx(0.000556, abs=5e-7)
