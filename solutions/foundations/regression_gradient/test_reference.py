"""Proves the reference: by exact fractions, complex steps, and planted errors of a known size."""

from fractions import Fraction

import numpy as np
import pytest

SHAPES = [(5, 3), (3, 5), (4, 4), (1, 1), (0, 2), (6, 1)]


def whole_numbers(rng, m, n):
    """Return X, y, w of small whole numbers, as float64: with them every sum is exact."""
    return tuple(rng.integers(-9, 10, size=shape).astype(float) for shape in [(m, n), m, n])


def exact_loss(X, y, w):
    """Return the loss by its definition, one term after the other, in exact numbers."""
    rows = [[Fraction(value) for value in row] for row in X]
    weights = [Fraction(value) for value in w]
    return sum(
        (sum(map(Fraction.__mul__, row, weights)) - Fraction(target)) ** 2 for row, target in zip(rows, y, strict=True)
    )


def exact_gradient(X, y, w):
    """Return the gradient from L(w + e) - L(w - e) = 2 ∂L, which holds exactly for a quadratic and whole steps."""
    return [(exact_loss(X, y, w + step) - exact_loss(X, y, w - step)) / 2 for step in np.eye(len(w))]


@pytest.mark.parametrize(("m", "n"), SHAPES)
def test_loss_is_exact_for_whole_numbers(reference, rng, m, n):
    """The loss is the sum of squares, to the last digit."""
    data = whole_numbers(rng, m, n)
    loss = reference.regression_loss(*data)
    assert type(loss) is float
    assert loss == exact_loss(*data)


@pytest.mark.parametrize(("m", "n"), SHAPES)
def test_gradient_is_exact_for_whole_numbers(reference, rng, m, n):
    """The gradient is that of the sum of squares, to the last digit."""
    data = whole_numbers(rng, m, n)
    gradient = reference.regression_gradient(*data)
    assert gradient.shape == (n,)
    assert gradient.tolist() == exact_gradient(*data)


def test_gradient_agrees_with_complex_steps(reference, rng):
    """Where numbers are not whole, a complex step of the loss, term by term, gives the same gradient."""
    X, y, w = rng.normal(size=(8, 5)), rng.normal(size=8), rng.normal(size=5)
    for j, entry in enumerate(reference.regression_gradient(X, y, w)):
        moved = [complex(value, 1e-30 * (k == j)) for k, value in enumerate(w)]
        loss = sum((sum(x * v for x, v in zip(row, moved, strict=True)) - t) ** 2 for row, t in zip(X, y, strict=True))
        assert entry == pytest.approx(loss.imag / 1e-30, rel=1e-12)


def test_gradient_vanishes_at_the_projection(reference, rng):
    """At the minimum, found by a QR decomposition, there is no gradient."""
    X, y = rng.normal(size=(9, 4)), rng.normal(size=9)
    Q, R = np.linalg.qr(X)
    assert np.linalg.norm(reference.regression_gradient(X, y, np.linalg.solve(R, Q.T @ y))) < 1e-12


@pytest.mark.parametrize("name", ["regression_loss", "regression_gradient"])
@pytest.mark.parametrize("m", [1, 5])
def test_column_is_refused(reference, rng, name, m):
    """A column for y raises ValueError."""
    X, y, w = whole_numbers(rng, m, 3)
    with pytest.raises(ValueError, match="shape"):
        getattr(reference, name)(X, y[:, None], w)


@pytest.mark.parametrize("h", [None, 1e-5, 0.5])
def test_check_accepts_the_right_gradient(reference, rng, h):
    """The right gradient agrees with central differences, whatever the step."""
    error = reference.check_gradient(*whole_numbers(rng, 7, 4), h)
    assert type(error) is float
    assert error < 1e-8


@pytest.mark.parametrize("excess", [-2.0, -0.5, 0.01, 1.0])
def test_check_measures_the_relative_error(reference, rng, monkeypatch, excess):
    """A gradient that is too large by a share has that share as its error; so has one with that error in one entry."""
    X, y, w = whole_numbers(rng, 7, 4)
    right = np.array(exact_gradient(X, y, w), dtype=float)
    monkeypatch.setattr(reference, "regression_gradient", lambda *_: (1 + excess) * right)
    assert reference.check_gradient(X, y, w) == pytest.approx(abs(excess), abs=1e-8)
    monkeypatch.setattr(reference, "regression_gradient", lambda *_: right + excess * np.array([0, 0, right[2], 0]))
    share = abs(excess * right[2]) / np.sqrt(sum(right**2))
    assert reference.check_gradient(X, y, w) == pytest.approx(share, abs=1e-8)
