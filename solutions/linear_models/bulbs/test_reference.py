"""Proves the reference: in exact fractions, with 60 digits, by autograd, and by Python's own statistics."""

import statistics
from fractions import Fraction

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest


def bulbs(rng, N, d=3):
    X = np.array([120.0, 2600.0, 55.0])[:d] + np.array([8.0, 150.0, 3.0])[:d] * rng.normal(size=(N, d))
    return X, 1000 - 5 * (X[:, 0] - 120) + 80 * rng.normal(size=N)


def test_example_of_the_statement(reference):
    """The numbers of the statement hold, in exact fractions."""
    volts, hours = [Fraction(110), Fraction(120), Fraction(130)], [Fraction(1000), Fraction(900), Fraction(860)]
    slope = sum((v - 120) * h for v, h in zip(volts, hours, strict=True)) / sum((v - 120) ** 2 for v in volts)
    assert (slope, sum(hours) / 3 - 120 * slope) == (-7, 1760)
    X, y = np.array([[110.0], [120.0], [130.0]]), np.array([1000.0, 900.0, 860.0])
    Z, mu, sd = reference.standardise(X)
    assert mu.tolist() == [120]
    assert sd == pytest.approx([8.164966], abs=5e-7)
    assert Z[:, 0] == pytest.approx([-1.224745, 0, 1.224745], abs=5e-7)
    assert reference.fit(X, y) == pytest.approx([1760, -7], rel=1e-13)
    assert reference.condition(np.column_stack([np.ones(3), X])) == pytest.approx(3.14e6, rel=2e-3)
    assert reference.condition(np.column_stack([np.ones(3), Z])) == pytest.approx(1, rel=1e-13)
    assert reference.condition(np.diag([3, 1])) == pytest.approx(9, rel=1e-14)


def test_what_the_statement_says_of_bowls(reference, rng):
    """Raw bulbs have a condition near 1e10, standardised ones one of order 1; 0.1 three times has a tiny deviation."""
    X, _ = bulbs(rng, 200)
    raw = reference.condition(np.column_stack([np.ones(200), X]))
    round_ = reference.condition(np.column_stack([np.ones(200), reference.standardise(X)[0]]))
    assert 1e9 < raw < 1e11
    assert 1 < round_ < 2
    assert 0 < np.std([0.1, 0.1, 0.1]) < 2e-17


@pytest.mark.parametrize(("N", "d"), [(7, 3), (3, 3), (2, 1)])
def test_standard_units_by_the_standard_library(reference, rng, N, d):
    """Means and deviations are those of Python's statistics, which computes in fractions."""
    X, _ = bulbs(rng, N, d)
    Z, mu, sd = reference.standardise(X)
    for j in range(d):
        assert mu[j] == pytest.approx(statistics.fmean(X[:, j]), rel=1e-14)
        assert sd[j] == pytest.approx(statistics.pstdev(X[:, j]), rel=1e-12)
        assert Z[:, j] * sd[j] + mu[j] == pytest.approx(X[:, j], rel=1e-14)


def test_standard_units_a_million_deviations_from_zero(reference, rng):
    """Where entries are a million times their deviation, Z is right to 1e-9 all the same."""
    X = 1e6 + rng.normal(size=(50, 2))
    Z, _, _ = reference.standardise(X)
    for j in range(2):
        column = [Fraction(x) for x in X[:, j]]
        mean = sum(column) / 50
        right = [float(x - mean) / statistics.pstdev(X[:, j]) for x in column]
        assert np.linalg.norm(Z[:, j] - right) <= 1e-9 * np.linalg.norm(right)


def line_to_many_digits(X, y):
    """Return [1 X], and the best weights for it by normal equations with 60 digits."""
    A = np.column_stack([np.ones(len(X)), X])
    with mpmath.workdps(60):
        M, t = mpmath.matrix(A.tolist()), mpmath.matrix(y.tolist())
        return A, np.array([float(value) for value in mpmath.lu_solve(M.T * M, M.T * t)])


def test_columns_that_are_nearly_alike(reference, rng):
    """Where two columns differ by a millionth, the mean life does not blur the slopes."""
    p, q, other, noise = rng.normal(size=(4, 9))
    X, y = np.column_stack([p, q, p + 1e-6 * other]), 1000 + p - q + 1e-6 * noise
    assert reference.fit(X, y) == pytest.approx(line_to_many_digits(X, y)[1], rel=1e-7)


@pytest.mark.parametrize(("N", "d"), [(60, 3), (7, 3), (6, 1)])
def test_fit_to_many_digits(reference, rng, N, d):
    """With 60 digits, the raw normal equations give the same line; and the slope of the loss is zero, by autograd."""
    X, y = bulbs(rng, N, d)
    A, right = line_to_many_digits(X, y)
    line = reference.fit(X, y)
    assert line == pytest.approx(right, rel=1e-9)
    slope = autograd.grad(lambda v: anp.sum((anp.dot(A, v) - y) ** 2))(line)
    assert slope / np.abs(A).sum(axis=0) == pytest.approx(np.zeros(d + 1), abs=1e-8)


@pytest.mark.parametrize("case", ["two of three", "a sum", "few", "inches"])
def test_smallest_slopes_to_many_digits(reference, rng, case):
    """Among the best lines, a step along any of the directions that change no life makes the standard slopes larger."""
    X, y = bulbs(rng, 7)
    columns = {
        "two of three": np.column_stack([X[:, 0], X[:, 1], 2 * X[:, 0]]),
        "a sum": np.column_stack([X[:, :2], X[:, 0] + X[:, 1]]),
        "few": X[:2],
        "inches": np.column_stack([X, X[:, 2] / 25.4]),
    }
    X = columns[case]
    y = y[: len(X)]
    Z, mu, sd = reference.standardise(X)
    line = reference.fit(X, y)
    slopes = line[1:] * sd
    centred = y - y.mean()
    with mpmath.workdps(60):
        M = mpmath.matrix(Z.tolist())
        w = mpmath.matrix(slopes.tolist())
        normal = M.T * (M * w - mpmath.matrix(centred.tolist()))
        assert max(abs(value) for value in normal) < 1e-8 * np.abs(y).max()
    _, values, Vt = np.linalg.svd(Z)
    free = Vt[np.sum(values > 1e-9 * values[0]) :]
    assert len(free)
    assert free @ slopes == pytest.approx(np.zeros(len(free)), abs=1e-8 * np.linalg.norm(slopes))
    assert line[0] + mu @ line[1:] == pytest.approx(y.mean(), rel=1e-12)


@pytest.mark.parametrize("constant", [2500.0, 0.1, 2500.7, 0.0])
def test_constant_columns_are_refused(reference, rng, constant):
    """Whatever rounding makes of their deviation."""
    X, y = bulbs(rng, 7)
    X[:, 1] = constant
    for call in (lambda: reference.standardise(X), lambda: reference.fit(X, y)):
        with pytest.raises(ValueError, match="constant"):
            call()


def test_condition_to_many_digits(reference, rng):
    """The eigenvalues of AᵀA, with 60 digits, have the same ratio, for raw bulbs too."""
    X, _ = bulbs(rng, 9)
    for A, tol in ((rng.normal(size=(6, 3)), 1e-11), (np.column_stack([np.ones(9), X]), 1e-6), (np.eye(2), 1e-15)):
        with mpmath.workdps(60):
            M = mpmath.matrix(A.tolist())
            values = [float(value) for value in mpmath.eigsy(M.T * M, eigvals_only=True)]
        assert reference.condition(A) == pytest.approx(max(values) / min(values), rel=tol)
