"""Proves the reference: by autograd and complex steps through the steps, and by the exact solution for one number."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(3, 7), (2, 2), (1, 5), (4, 4), (2, 1)]


def end(W, u, T, n):
    for _ in range(n):
        u = u + T / n * anp.tanh(anp.dot(W, u))
    return u


def backwards(W, u, v, T, n):
    """The flow of u, a and all of by_W as one long vector, by Euler's steps with a negative length."""
    d = len(u)

    def slope(y):
        u, a = y[:d], y[d : 2 * d]
        s = (1 - np.tanh(W @ u) ** 2) * a
        return np.concatenate([np.tanh(W @ u), -W.T @ s, -np.outer(s, u).ravel()])

    y = np.concatenate([u, v, np.zeros(d * d)])
    for _ in range(n):
        y = y - T / n * slope(y)
    return y[2 * d :].reshape(d, d), y[d : 2 * d]


def exact(w, u0, T):
    """The flow of one number, and its derivatives by w and u0, with many digits."""
    with mpmath.workdps(40):

        def flow(w, u):
            return mpmath.asinh(mpmath.sinh(w * u) * mpmath.exp(w * T)) / w

        return (float(flow(w, u0)), float(mpmath.diff(lambda x: flow(x, u0), w)),
                float(mpmath.diff(lambda x: flow(w, x), u0)))  # fmt: skip


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold, and the exact ones beside them."""
    one, start = np.ones((1, 1)), np.ones(1)
    assert reference.euler(one, start, 1, 2)[:, 0] == pytest.approx([1, 1.380797, 1.821362], abs=5e-7)
    by_W, a = reference.discrete_adjoint(one, start, start, 1, 2)
    assert [by_W[0, 0], a[0]] == pytest.approx([0.387845, 1.345270], abs=5e-7)
    by_W, a = reference.continuous_adjoint(one, start, start, 1, 2)
    assert [by_W[0, 0], a[0]] == pytest.approx([0.258335, 1.174286], abs=5e-7)
    truth = exact(1, 1, 1)
    assert truth == pytest.approx((1.878230, 0.329179, 1.253075), abs=5e-7)


@pytest.mark.parametrize(("d", "n"), SIZES)
def test_discrete_by_two_oracles(reference, rng, d, n):
    """Autograd and complex steps through the steps agree with both gradients."""
    W, u0, v, T = rng.normal(size=(d, d)) / d, rng.normal(size=d), rng.normal(size=d), 0.9
    assert reference.euler(W, u0, T, n)[-1] == pytest.approx(end(W, u0, T, n), rel=1e-12)
    assert reference.euler(W, u0, T, n)[0].tolist() == u0.tolist()
    by_W, a = reference.discrete_adjoint(W, u0, v, T, n)
    right = autograd.grad(lambda pair: anp.dot(v, end(*pair, T, n)))((W, u0))
    assert by_W == pytest.approx(right[0], rel=1e-10, abs=1e-12)
    assert a == pytest.approx(right[1], rel=1e-10, abs=1e-12)
    steps = [(v @ end(W, u0 + 1e-30j * step, T, n)).imag / 1e-30 for step in np.eye(d)]
    assert a == pytest.approx(steps, rel=1e-10, abs=1e-12)
    for place in np.ndindex(d, d):
        step = np.zeros((d, d), complex)
        step[place] = 1e-30j
        assert by_W[place] == pytest.approx((v @ end(W + step, u0, T, n)).imag / 1e-30, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(("d", "n"), SIZES)
def test_continuous_as_one_long_vector(reference, rng, d, n):
    """One long state vector that flows backwards gives the same."""
    W, u0, v, T = rng.normal(size=(d, d)) / d, rng.normal(size=d), rng.normal(size=d), 0.9
    by_W, a = reference.continuous_adjoint(W, u0, v, T, n)
    right = backwards(W, end(W, u0, T, n), v, T, n)
    assert by_W == pytest.approx(right[0], rel=1e-11, abs=1e-12)
    assert a == pytest.approx(right[1], rel=1e-11, abs=1e-12)


def test_both_tend_to_the_exact_gradient(reference):
    """For one number the errors of both fall like 1/n, and so does their gap."""
    w, u0, T = 0.8, 0.6, 1.3
    _, by_w, by_u = exact(w, u0, T)
    for function in (reference.discrete_adjoint, reference.continuous_adjoint):
        errors = []
        for n in (100, 200, 400):
            by_W, a = function(np.array([[w]]), np.array([u0]), np.ones(1), T, n)
            errors.append([abs(by_W[0, 0] - by_w), abs(a[0] - by_u)])
        assert np.array(errors[1]) / errors[2] == pytest.approx(np.full(2, 2.0), abs=0.1)


def test_going_back_is_risky_where_the_flow_contracts():
    """As the statement says: where states are drawn together, u run backwards does not come back to where it began."""
    W, u0, T, n = -3 * np.eye(2), np.array([1.0, -0.5]), 3.0, 20
    u = end(W, u0, T, n)
    for _ in range(n):
        u = u - T / n * np.tanh(W @ u)
    assert np.linalg.norm(u - u0) > 0.1
