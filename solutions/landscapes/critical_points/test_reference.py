"""Proves the reference: by Sylvester's law of inertia, automatic differentiation, exact fractions and known losses."""

from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest


def two_valleys(p):
    return p[0] ** 4 - 2 * p[0] ** 2 + p[1] ** 2


def word_by_pivots(H):
    """Return the word of a regular matrix by the signs of its exact pivots: Sylvester's law of inertia."""
    rows, signs = [[Fraction(value) for value in row] for row in H], set()
    while rows:
        pivot = rows[0][0]
        signs.add(pivot > 0)
        rows = [[b - row[0] * a / pivot for a, b in zip(rows[0][1:], row[1:], strict=True)] for row in rows[1:]]
    return "saddle" if len(signs) == 2 else "minimum" if signs == {True} else "maximum"


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_words_by_exact_pivots(reference, rng, n):
    """The word is that of Sylvester's law, also in other units."""
    for shift in (-6, 0, 6):
        B = rng.normal(size=(n, n))
        H = B + B.T + shift * np.eye(n)
        for scale in (1.0, 1e-12, 1e12):
            assert reference.classify(scale * H) == word_by_pivots(H)


@pytest.mark.parametrize(
    ("loss", "word"),
    [
        (lambda p: p[0] ** 2 + p[1] ** 4, "inconclusive"),
        (lambda p: p[0] ** 2 - p[1] ** 4, "inconclusive"),
        (lambda p: p[0] ** 4 + p[1] ** 4, "inconclusive"),
        (lambda p: p[0] ** 2 + 3 * p[1] ** 2, "minimum"),
        (lambda p: -(p[0] ** 2) - 3 * p[1] ** 2, "maximum"),
        (lambda p: p[0] * p[1] + p[0] * p[2], "saddle"),
        (lambda p: p[0] ** 2 - p[1] ** 2 + p[2] ** 4, "saddle"),
    ],
)
def test_words_of_known_losses(reference, loss, word):
    """At the origin, with the Hessian by autograd, a zero eigenvalue decides for neither 'flat' nor 'inconclusive'."""
    origin = np.zeros(3)
    H = autograd.hessian(loss)(origin)
    n = 3 if word == "saddle" else 2
    assert reference.classify(H[:n, :n], g=autograd.grad(loss)(origin)) == word


def test_same_hessian_different_points():
    """x² + y⁴ and x² - y⁴ share a singular Hessian at the origin, and the first has a minimum there all the same."""
    losses = [lambda p, sign=sign: p[0] ** 2 + sign * p[1] ** 4 for sign in (1, -1)]
    hessians = [autograd.hessian(loss)(np.zeros(2)) for loss in losses]
    assert hessians[0].tolist() == hessians[1].tolist() == [[2, 0], [0, 0]]
    assert [loss(np.array([0.0, 0.1])) > 0 for loss in losses] == [True, False]


def test_signs_classify_nothing_elsewhere(reference):
    """exp(x) + y² has a positive definite Hessian everywhere and no minimum; with its gradient, nothing is critical."""

    def loss(p):
        return anp.exp(p[0]) + p[1] ** 2

    x = np.array([0.3, 0.0])
    H, g = autograd.hessian(loss)(x), autograd.grad(loss)(x)
    assert reference.classify(H) == "minimum"
    assert reference.classify(H, g=g) == "not critical"


def test_definite_at_one_point_is_not_convex(reference):
    """A definite Hessian speaks of one point: x⁴ - 2x² + y² has two minima, and bends down between them."""
    hessian = autograd.hessian(two_valleys)
    words = [reference.classify(hessian(np.array([x, 0.0]))) for x in (-1.0, 0.0, 1.0)]
    assert words == ["minimum", "saddle", "minimum"]


def test_mixed_derivatives_need_not_be_equal():
    """For Peano's function the mixed derivatives at 0 are -1 and 1: that they exist makes no Hessian symmetric."""

    def peano(x, y):
        return x * y * (x**2 - y**2) / (x**2 + y**2)

    h = 1e-3
    across = autograd.grad(peano, 0)(0.0, h) / h  # ∂f/∂x is 0 at the origin
    along = autograd.grad(peano, 1)(h, 0.0) / h
    assert (across, along) == pytest.approx((-1, 1))


def test_share_up_to_which_an_eigenvalue_is_zero(reference):
    """An eigenvalue of exactly the share rtol of the largest counts as zero, one above it does not."""
    assert reference.classify(np.diag([1.0, 0.25]), rtol=0.25) == "inconclusive"
    assert reference.classify(np.diag([1.0, 0.26]), rtol=0.25) == "minimum"
    assert reference.classify(np.diag([1.0, -0.26]), rtol=0.25) == "saddle"


def test_length_of_a_gradient(reference):
    """(3, 4) has the length 5."""
    assert reference.is_critical(np.array([3, 4]), 5.0) is True
    assert reference.is_critical(np.array([3, 4]), 4.99) is False


@pytest.mark.parametrize("n", [1, 2, 4])
def test_newton_by_automatic_differentiation(reference, rng, n):
    """With derivatives by autograd, the point that is found minimises a convex loss, and the digits double."""
    A, c = rng.normal(size=(n, n)), rng.normal(size=n)

    def loss(x):
        return anp.sum(anp.log(anp.cosh(anp.dot(A, x)))) + anp.sum((x - c) ** 2)

    grad, hess = autograd.grad(loss), autograd.hessian(loss)
    x, converged = reference.newton(grad, hess, c, 1e-12, 50)
    assert converged is True
    assert all(loss(x) < loss(x + d) for d in 1e-3 * rng.normal(size=(50, n)))
    before = [np.linalg.norm(reference.newton(grad, hess, x + 0.01, 0.0, k)[0] - x) for k in (0, 1, 2)]
    assert before[1] < 10 * before[0] ** 2
    assert before[2] < 10 * before[1] ** 2 + 1e-15


def test_newton_goes_to_a_saddle(reference):
    """From (0.2, 0.3) on x⁴ - 2x² + y², Newton's method, which is no cleverer descent, goes up to the saddle."""
    grad, hess = autograd.grad(two_valleys), autograd.hessian(two_valleys)
    x, converged = reference.newton(grad, hess, np.array([0.2, 0.3]), 1e-12, 20)
    assert (x, converged) == (pytest.approx(np.zeros(2), abs=1e-12), True)
    assert reference.classify(hess(x), g=grad(x)) == "saddle"
    assert reference.newton(grad, hess, np.array([0.2, 0.3]), 1e-12, 1)[0] == pytest.approx([-2 / 110, 0])
    assert abs(reference.newton(grad, hess, np.array([0.2, 0.3]), 1e-12, 3)[0][0]) < 1e-14
    assert reference.newton(grad, hess, np.array([1.5, 0.3]), 1e-12, 1)[0] == pytest.approx([27 / 23, 0])


def test_newton_without_a_critical_point(reference):
    """exp(-x) has no stationary point, and Newton's method never says that it found one."""
    x, converged = reference.newton(lambda x: -np.exp(-x), lambda x: np.diag(np.exp(-x)), np.array([0]), 1e-9, 15)
    assert (x, converged) == (pytest.approx([15.0]), False)
