"""Proves the reference: by automatic differentiation, exact fractions, searches along lines, and random directions."""

from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest


def bowl(rng, n):
    B = rng.normal(size=(n, n))
    return B @ B.T + 0.3 * np.eye(n)


def loss(x):
    return anp.sum(anp.exp(x / 2)) + anp.sin(x[0]) * x[-1] ** 2


def test_example_of_the_statement(reference):
    """The numbers of the statement hold, in exact fractions."""
    x, g = [Fraction(2), Fraction(1)], [Fraction(4), Fraction(8)]
    new = [a - b / 10 for a, b in zip(x, g, strict=True)]
    kept = x[0] ** 2 + 4 * x[1] ** 2 - new[0] ** 2 - 4 * new[1] ** 2
    assert kept / 8 == Fraction(66, 100)

    def f(p):
        return p[0] ** 2 + 4 * p[1] ** 2

    H, x, g = np.diag([2, 8]), np.array([2, 1]), np.array([4, 8])
    assert reference.decrease_ratio(f, g, x, 0.1) == pytest.approx(0.66)
    assert reference.exact_lr(H, g) == 80 / 544
    assert f(x - 80 / 544 * g) == pytest.approx(2.1176, abs=5e-5)
    assert reference.newton_step(H, g).tolist() == [-2, -1]


@pytest.mark.parametrize("n", [1, 2, 5])
def test_ratio_from_the_mean_slope(reference, rng, n):
    """The ratio is the mean of the slope along the way, by Gauss's rule and autograd, over the slope at its start."""
    x, lr = rng.normal(size=n), 0.3
    gradient = autograd.grad(loss)
    g = gradient(x)
    nodes, weights = np.polynomial.legendre.leggauss(20)
    mean = sum(w / 2 * gradient(x - (t + 1) / 2 * lr * g) @ g for t, w in zip(nodes, weights, strict=True))
    assert reference.decrease_ratio(loss, g, x, lr) == pytest.approx(mean / (g @ g), rel=1e-10)


def test_ratio_tends_to_one(reference, rng):
    """For short steps the ratio nears 1, in proportion to the step, and half of the curvature along g is the factor."""
    x = rng.normal(size=3)
    g, H = autograd.grad(loss)(x), autograd.hessian(loss)(x)
    for lr in (1e-3, 1e-4):
        missing = (1 - reference.decrease_ratio(loss, g, x, lr)) / lr
        assert missing == pytest.approx((g @ H @ g) / (g @ g) / 2, rel=0.02, abs=0.01)


def test_nothing_promised_is_kept(reference):
    """A zero gradient has the ratio 1, and not a quotient of zeros."""
    assert reference.decrease_ratio(lambda x: x @ x, np.zeros(3), np.zeros(3), 0.1) == 1


def test_steps_may_climb(reference):
    """Descent is guaranteed for the flow, not for steps: at 2/λ the loss is where it was, beyond it has risen."""
    for lr, ratio in ((0.25, 0.5), (0.5, 0.0), (0.75, -0.5), (5.0, -9.0)):
        assert reference.decrease_ratio(lambda x: 2 * x @ x, np.array([4.0]), np.array([1.0]), lr) == ratio


def test_gradient_is_the_steepest_direction(reference, rng):
    """Of 2000 random directions of its length, none promises and keeps as much on a plane as the gradient."""
    c = rng.normal(size=4)
    directions = rng.normal(size=(2000, 4))
    directions *= np.linalg.norm(c) / np.linalg.norm(directions, axis=1, keepdims=True)
    shares = [reference.decrease_ratio(lambda x: c @ x, d, np.zeros(4), 0.5) for d in directions]
    assert max(shares) < reference.decrease_ratio(lambda x: c @ x, c, np.zeros(4), 0.5) == pytest.approx(1)
    assert max(shares) > 0.9


@pytest.mark.parametrize("n", [1, 2, 4])
def test_best_learning_rate_by_automatic_differentiation(reference, rng, n):
    """At the best learning rate, the slope along the line is zero, and the loss lower than at others."""
    H, b, x = bowl(rng, n), rng.normal(size=n), rng.normal(size=n)

    def along(lr):
        p = x - lr * (anp.dot(H, x) - b)
        return anp.dot(p, anp.dot(H, p)) / 2 - anp.dot(b, p)

    best = reference.exact_lr(H, H @ x - b)
    assert autograd.grad(along)(best) == pytest.approx(0, abs=1e-9)
    assert all(along(best) <= along(best * factor) for factor in (0.5, 0.9, 0.99, 1.01, 1.1, 2))


@pytest.mark.parametrize("n", [1, 2, 5])
def test_newton_step_by_automatic_differentiation(reference, rng, n):
    """After the step, the gradient of the quadratic model is zero by autograd; Cramer's rule gives the same."""
    H, g = rng.normal(size=(n, n)), rng.normal(size=n)
    H = H + H.T
    d = reference.newton_step(H, g)
    slope = autograd.grad(lambda d: anp.dot(g, d) + anp.dot(d, anp.dot(H, d)) / 2)(d)
    assert slope == pytest.approx(np.zeros(n), abs=1e-9)
    for j in range(n):
        column = H.copy()
        column[:, j] = -g
        assert d[j] == pytest.approx(np.linalg.det(column) / np.linalg.det(H), rel=1e-6)


def test_newton_step_may_climb(reference):
    """Near a saddle Newton's step goes to the saddle, uphill where the ground falls away from it."""
    H, x = np.diag([2.0, -2.0]), np.array([0.0, 1.0])
    d = reference.newton_step(H, H @ x)
    assert (x + d).tolist() == [0, 0]
    assert (x + d) @ H @ (x + d) > x @ H @ x
