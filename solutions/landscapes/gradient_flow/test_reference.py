"""Proves the reference: by power series in exact fractions, automatic differentiation, and errors of a known order."""

import itertools
from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest


def series(A, wstar, w0, t, terms=60):
    """Return the flow from the power series of the exponential, summed in exact fractions."""
    n = range(len(w0))
    minus_At = [[-Fraction(A[i][j]) * Fraction(t) for j in n] for i in n]
    term = [Fraction(a) - Fraction(b) for a, b in zip(w0, wstar, strict=True)]
    total = [Fraction(b) for b in wstar]
    for k in range(1, terms):
        total = [a + b for a, b in zip(total, term, strict=True)]
        term = [sum(minus_At[i][j] * term[j] for j in n) / k for i in n]
    return np.array(total, dtype=float)


def symmetric(rng, n):
    """Return a symmetric matrix with eigenvalues of any sign."""
    B = rng.uniform(-1, 1, size=(n, n))
    return B + B.T


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_rate_is_a_sum_of_squares(reference, rng, n):
    """The rate is minus the sum of the squared slopes, exactly for whole numbers."""
    g = rng.integers(-9, 10, size=n)
    assert reference.energy_rate(g) == -sum(int(slope) ** 2 for slope in g)
    assert type(reference.energy_rate(g)) is float


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_flow_is_the_power_series(reference, rng, n):
    """The flow is that of the series of the matrix exponential, also where eigenvalues are negative or repeated."""
    for A in (symmetric(rng, n), np.eye(n) * 0.75):
        wstar, w0 = rng.normal(size=n), rng.normal(size=n)
        for t in (0.0, 0.5, 2.0):
            assert reference.flow(A, wstar, w0, t) == pytest.approx(series(A, wstar, w0, t), rel=1e-12, abs=1e-12)


def test_flow_solves_its_equation(reference, rng):
    """The velocity of the flow is minus the gradient, and its loss falls at the rate, by automatic differentiation."""
    A, wstar, w0 = symmetric(rng, 4), rng.normal(size=4), rng.normal(size=4)

    def loss(w):
        return anp.dot(w - wstar, anp.dot(A, w - wstar)) / 2

    h, t = 1e-5, 0.8
    before, now, after = (reference.flow(A, wstar, w0, t + s) for s in (-h, 0, h))
    gradient = autograd.grad(loss)(now)
    assert (after - before) / (2 * h) == pytest.approx(-gradient, rel=1e-8)
    assert (loss(after) - loss(before)) / (2 * h) == pytest.approx(reference.energy_rate(gradient), rel=1e-8)


def test_no_finite_time_reaches_the_bottom(reference):
    """The flow does not reach the bottom, as is said: e^(-t) of the way is left at every time t."""
    for t in (1.0, 10.0, 100.0):
        left = reference.flow(np.eye(1), np.zeros(1), np.ones(1), t)[0]
        assert left == pytest.approx(np.exp(-t), rel=1e-12)
        assert left > 0


def test_flow_may_end_at_a_saddle(reference):
    """From (1, 0) on (x² - y²)/2 the flow ends at the saddle; from a point beside it, however near, it runs away."""
    A, origin = np.diag([1.0, -1.0]), np.zeros(2)
    assert reference.flow(A, origin, np.array([1.0, 0.0]), 40.0) == pytest.approx(origin, abs=1e-15)
    assert abs(reference.flow(A, origin, np.array([1.0, 1e-9]), 40.0)[1]) > 1e8


def test_a_loss_may_have_no_bottom(reference):
    """On exp(-w), which has no stationary point, descent follows the flow log(t + e^w0), and is never at rest."""
    history = reference.descend(lambda w: -np.exp(-w), np.zeros(1), 0.01, 2000)[:, 0]
    assert history[-1] == pytest.approx(np.log(21), abs=0.02)
    assert np.all(np.diff(history) > 0)


@pytest.mark.parametrize("lr", [0.1, 0.3, 0.7])
def test_descent_follows_the_gradient_by_automatic_differentiation(reference, rng, lr):
    """Each step goes against the gradient of a loss that autograd differentiates."""
    A = rng.normal(size=(3, 3))

    def loss(w):
        return anp.sum(anp.log(anp.cosh(anp.dot(A, w)))) + anp.sum(anp.sin(w))

    history = reference.descend(lambda w: A.T @ np.tanh(A @ w) + np.cos(w), rng.normal(size=3), lr, 6)
    assert history.shape == (7, 3)
    for here, there in itertools.pairwise(history):
        assert (here - there) / lr == pytest.approx(autograd.grad(loss)(here), rel=1e-9)


def test_descent_is_of_first_order(reference, rng):
    """Halving the step halves the distance to the flow, which descent follows as Euler's method does."""
    A, wstar, w0 = np.diag([0.5, 1.5]), rng.normal(size=2), rng.normal(size=2)
    ends = [reference.descend(lambda w: A @ (w - wstar), w0, 1 / k, k)[-1] for k in (100, 200, 400)]
    errors = [np.linalg.norm(end - reference.flow(A, wstar, w0, 1.0)) for end in ends]
    assert np.divide(errors[:-1], errors[1:]) == pytest.approx([2, 2], abs=0.05)


def test_only_the_flow_must_go_down(reference):
    """The loss need not fall in steps: at 2/λ descent has period two, beyond it climbs, though its field has a loss."""
    for lr, factor in ((0.5, -1.0), (0.75, -2.0)):
        history = reference.descend(lambda w: 4 * w, np.ones(1), lr, 4)[:, 0]
        assert history == pytest.approx(factor ** np.arange(5))


def test_start_is_kept(reference):
    """Descent leaves its start as it is, and goes on in float64."""
    start = np.array([1, 2])
    history = reference.descend(lambda w: w, start, 0.5, 2)
    assert history.tolist() == [[1, 2], [0.5, 1], [0.25, 0.5]]
    assert start.tolist() == [1, 2]
