"""Proves the reference: by complex steps, by autograd through solvers and unrolled iterations, and with many digits."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest


def contraction(rng, n, size):
    A = rng.normal(size=(n, n))
    return size * A / np.linalg.norm(A, 2)


def repeated(W, q, steps=1500):
    z = 0 * q
    for _ in range(steps):
        z = anp.tanh(anp.dot(W, z) + q)
    return z


def fitted(X, y, lam):
    return anp.linalg.solve(anp.dot(X.T, X) + lam * anp.eye(X.shape[1]), anp.dot(X.T, y))


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    by_M, by_b = reference.solve_vjp(np.array([[2, 1], [0, 1]]), np.array([3, 1]), np.array([1, 0]))
    assert (by_M.tolist(), by_b.tolist()) == ([[-0.5, -0.5], [0.5, 0.5]], [0.5, -0.5])
    X, y = np.diag([1, 2]), np.array([2, 2])
    assert reference.ridge_dw(X, y, 1) == pytest.approx([-0.5, -0.16], rel=1e-14)
    assert reference.val_hypergrad(X, y, np.eye(2), np.ones(2), 1) == pytest.approx(0.032, rel=1e-12)
    half = np.array([[0.5]])
    with mpmath.workdps(30):
        z = mpmath.findroot(lambda t: mpmath.tanh(t / 2 + 0.5) - t, 0.7)
        v = (1 - z**2) / (1 - (1 - z**2) / 2)
    assert reference.fixed_point(half, half[0]) == pytest.approx([float(z)], rel=1e-12)
    by_W, by_q = reference.fixed_point_vjp(half, half[0], np.ones(1))
    assert [by_W[0, 0], by_q[0]] == pytest.approx([float(v * z), float(v)], rel=1e-11)
    assert [float(z), float(v * z), float(v)] == pytest.approx([0.687894, 0.491969, 0.715181], abs=5e-7)
    assert float(1 - z**2) == pytest.approx(0.526802, abs=5e-7)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_linear_system_by_two_oracles(reference, rng, n):
    """Autograd through the solver, and complex steps of each entry, agree."""
    M, b, u = rng.normal(size=(n, n)) + 3 * np.eye(n), rng.normal(size=n), rng.normal(size=n)
    got = reference.solve_vjp(M, b, u)
    right = autograd.grad(lambda pair: anp.dot(u, anp.linalg.solve(pair[0], pair[1])))((M, b))
    assert got[0] == pytest.approx(right[0], rel=1e-9, abs=1e-11)
    assert got[1] == pytest.approx(right[1], rel=1e-9, abs=1e-11)
    for place in np.ndindex(n, n):
        step = np.zeros((n, n), complex)
        step[place] = 1e-30j
        slope = (u @ np.linalg.solve(M + step, b)).imag / 1e-30
        assert got[0][place] == pytest.approx(slope, rel=1e-9, abs=1e-11)


def test_ridge_with_the_least_penalty(reference, rng):
    """Where all columns are equal, the fit is a formula; of the digits, seven are left for the least λ."""
    X, y = np.ones((60, 53)), rng.normal(size=60)
    lam = 1e-4 * X.size
    right = np.full(53, -y.sum() / (X.size + lam) ** 2)
    got = reference.ridge_dw(X, y, lam)
    assert np.linalg.norm(got - right) < 1e-7 * np.linalg.norm(right)


@pytest.mark.parametrize(("N", "M", "d"), [(7, 4, 3), (3, 3, 3), (2, 5, 4), (5, 1, 1)])
def test_ridge_by_two_oracles(reference, rng, N, M, d):
    """A complex step in λ, and autograd, agree with both derivatives."""
    X, y, Xv, yv, lam = rng.normal(size=(N, d)), rng.normal(size=N), rng.normal(size=(M, d)), rng.normal(size=M), 0.7
    got = reference.ridge_dw(X, y, lam)
    assert got == pytest.approx(fitted(X, y, lam + 1e-30j).imag / 1e-30, rel=1e-9, abs=1e-12)
    assert got == pytest.approx(autograd.jacobian(lambda t: fitted(X, y, t))(lam), rel=1e-9, abs=1e-12)
    got = reference.val_hypergrad(X, y, Xv, yv, lam)
    assert isinstance(got, float)
    r = Xv @ fitted(X, y, lam + 1e-30j) - yv
    assert got == pytest.approx((r @ r).imag / 2e-30, rel=1e-9, abs=1e-12)
    loss = autograd.grad(lambda t: anp.sum((anp.dot(Xv, fitted(X, y, t)) - yv) ** 2) / 2)
    assert got == pytest.approx(loss(lam), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("n", "size"), [(1, 0.8), (2, 0.8), (4, 0.9), (3, 0.95)])
def test_fixed_point_by_two_oracles(reference, rng, n, size):
    """Autograd through 1500 steps, and complex steps through them, agree with point and gradients."""
    W, q, u = contraction(rng, n, size), 0.3 * rng.normal(size=n), rng.normal(size=n)
    assert reference.fixed_point(W, q) == pytest.approx(repeated(W, q), abs=1e-11)
    got = reference.fixed_point_vjp(W, q, u)
    right = autograd.grad(lambda pair: anp.dot(u, repeated(*pair)))((W, q))
    assert got[0] == pytest.approx(right[0], rel=1e-8, abs=1e-9)
    assert got[1] == pytest.approx(right[1], rel=1e-8, abs=1e-9)
    steps = [(u @ repeated(W, q + 1e-30j * step)).imag / 1e-30 for step in np.eye(n)]
    assert got[1] == pytest.approx(steps, rel=1e-8, abs=1e-9)


def test_point_and_gradients_of_a_tiny_input(reference):
    """Where z is tiny, the layer is linear; a large u makes the gradient by W large enough to show all digits of z."""
    W, q, u = np.array([[0.0, 0.95], [-0.95, 0.0]]), np.array([3e-9, 1e-9]), np.array([1e7, 2e7])
    z, v = np.linalg.solve(np.eye(2) - W, q), np.linalg.solve(np.eye(2) - W.T, u)
    assert reference.fixed_point(W, q) == pytest.approx(z, rel=1e-9)
    assert reference.fixed_point_vjp(W, q, u)[0] == pytest.approx(np.outer(v, z), rel=1e-9)


def test_what_the_statement_says_of_steps(reference, rng):
    """At a factor of 0.9 some 200 steps are needed, and unrolled gradients tend to the implicit one."""
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    W, q = 0.9 * Q, 1e-3 * rng.normal(size=3)
    z = reference.fixed_point(W, q)
    left = [np.linalg.norm(repeated(W, q, steps) - z) / np.linalg.norm(z) for steps in (50, 200)]
    assert left[0] > 1e-4
    assert left[1] < 1e-7
    right = reference.fixed_point_vjp(W, q, np.ones(3))[1]
    errors = [np.linalg.norm(autograd.grad(lambda t, s=s: anp.sum(repeated(W, t, s)))(q) - right) for s in (10, 30, 90)]
    assert errors[0] > errors[1] > errors[2]
