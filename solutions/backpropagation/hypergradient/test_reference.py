"""Proves the reference: by autograd, by complex steps, with many digits, and by runs that are told by hand."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(4, 7), (3, 1), (1, 4), (3, 3)]


def case(rng, n, K):
    A, B = rng.normal(size=(2, n, n))
    return A + A.T, rng.normal(size=n), B + B.T, rng.normal(size=n), rng.normal(size=n), rng.uniform(0.05, 0.3, size=K)


def judged(lrs, At, bt, Av, bv, w):
    for k in range(len(lrs)):
        w = w - lrs[k] * (anp.dot(At, w) - bt)
    return anp.dot(w, anp.dot(Av, w)) / 2 - anp.dot(bv, w)


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    one, zero = np.ones((1, 1)), np.zeros(1)
    assert reference.train(one, zero, np.ones(1), np.array([0.5, 0.5])).tolist() == [[1], [0.5], [0.25]]
    got = reference.hypergrad(one, zero, one, zero, np.ones(1), np.array([0.5, 0.5]))
    assert got.tolist() == [-0.125, -0.125]


@pytest.mark.parametrize(("n", "K"), [*SIZES, (3, 0)])
def test_path_to_many_digits(reference, rng, n, K):
    """With 40 digits, weight by weight, the path is the same."""
    At, bt, _, _, w0, lrs = case(rng, n, K)
    got = reference.train(At, bt, w0, lrs)
    with mpmath.workdps(40):
        w = [mpmath.mpf(value) for value in w0]
        assert got[0].tolist() == w0.tolist()
        for k in range(K):
            slopes = [mpmath.fdot(At[i], w) - mpmath.mpf(bt[i]) for i in range(n)]
            w = [value - mpmath.mpf(lrs[k]) * slope for value, slope in zip(w, slopes, strict=True)]
            assert got[k + 1] == pytest.approx([float(value) for value in w], rel=1e-11, abs=1e-12)


@pytest.mark.parametrize(("n", "K"), SIZES)
def test_hypergradient_by_two_oracles(reference, rng, n, K):
    """Autograd, and a complex step through the whole run, agree."""
    At, bt, Av, bv, w0, lrs = case(rng, n, K)
    got = reference.hypergrad(At, bt, Av, bv, w0, lrs)
    assert got == pytest.approx(autograd.grad(judged)(lrs, At, bt, Av, bv, w0), rel=1e-10, abs=1e-12)
    steps = [judged(lrs + 1e-30j * step, At, bt, Av, bv, w0).imag / 1e-30 for step in np.eye(K)]
    assert got == pytest.approx(steps, rel=1e-10, abs=1e-12)


def test_one_direction_a_step(reference):
    """Rates of one over each eigenvalue arrive in any order, as the statement says."""
    H, ones = np.diag([1.0, 4, 10]), np.ones(3)
    for rates in ([1, 0.25, 0.1], [0.1, 1, 0.25]):
        assert reference.train(H, ones, np.zeros(3), np.array(rates))[-1] == pytest.approx([1, 0.25, 0.1])
        assert reference.hypergrad(H, ones, H, ones, np.zeros(3), np.array(rates)) == pytest.approx(
            np.zeros(3), abs=1e-12
        )
    best = min(judged(np.full(3, a), H, ones, H, ones, np.zeros(3)) for a in np.linspace(0, 0.3, 301))
    assert best > judged(np.array([1, 0.25, 0.1]), H, ones, H, ones, np.zeros(3)) + 0.1
