"""Proves the reference: by autograd, by complex steps, with many digits, and by numbers that can be told by hand."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(5, 3), (3, 3), (1, 4), (4, 1)]


def softmax(Z):
    E = anp.exp(Z)
    return E / anp.sum(E, axis=1, keepdims=True)


def normalise(X, axis, eps):
    n = X.shape[axis]
    steps = X - anp.sum(X, axis=axis, keepdims=True) / n
    return steps / anp.sqrt(anp.sum(steps**2, axis=axis, keepdims=True) / n + eps)


def vjp_by_complex_steps(function, X, U):
    """The gradient of ⟨U, function(X)⟩, entry by entry."""
    G = np.zeros(X.shape)
    for entry in np.ndindex(*X.shape):
        moved = X.astype(complex)
        moved[entry] += 1e-30j
        G[entry] = np.sum(U * function(moved)).imag / 1e-30
    return G


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    Z, X = np.array([[0, np.log(3)]]), np.array([[1, 2, 3]])
    assert reference.softmax(Z)[0] == pytest.approx([0.25, 0.75])
    assert reference.softmax_vjp(np.array([[0.25, 0.75]]), np.array([[1, 0]]))[0] == pytest.approx([0.1875, -0.1875])
    loss, G = reference.cross_entropy(Z, np.array([0]))
    assert (loss, *G[0]) == pytest.approx((1.386294, -0.75, 0.75), abs=5e-7)
    assert reference.normalise(X, 1)[0] == pytest.approx([-1.224736, 0, 1.224736], abs=5e-7)
    got = reference.normalise_vjp(X, np.array([[1, 0, 0]]), 1)[0]
    assert got == pytest.approx([0.204132, -0.408245, 0.204113], abs=5e-7)
    assert not reference.normalise(X, 0).any()


def test_softmax_to_many_digits(reference, rng):
    """With 40 digits, rows that are thousands apart have the same probabilities."""
    Z = rng.normal(size=(4, 3)) + np.array([[0], [-900], [800], [5000]])
    with mpmath.workdps(40):
        for row, got in zip(Z, reference.softmax(Z), strict=True):
            exps = [mpmath.exp(mpmath.mpf(z)) for z in row]
            assert got == pytest.approx([float(e / sum(exps)) for e in exps], rel=1e-12)


@pytest.mark.parametrize(("N", "k"), SIZES)
def test_softmax_vjp_by_two_oracles(reference, rng, N, k):
    """Autograd and complex steps through softmax agree."""
    Z, U = rng.normal(size=(N, k)), rng.normal(size=(N, k))
    got = reference.softmax_vjp(reference.softmax(Z), U)
    assert got == pytest.approx(autograd.grad(lambda A: anp.sum(U * softmax(A)))(Z), rel=1e-11, abs=1e-14)
    assert got == pytest.approx(vjp_by_complex_steps(softmax, Z, U), rel=1e-11, abs=1e-14)


@pytest.mark.parametrize(("N", "k"), SIZES)
def test_cross_entropy_by_two_oracles(reference, rng, N, k):
    """Autograd's gradient, and loss and gradient with 40 digits, agree."""
    Z, labels = rng.normal(size=(N, k)), rng.integers(k, size=N)
    loss, G = reference.cross_entropy(Z, labels)
    rows = np.arange(N)
    right = autograd.grad(lambda A: -anp.sum(anp.log(softmax(A)[rows, labels])) / N)(Z)
    assert pytest.approx(right, rel=1e-11, abs=1e-14) == G
    with mpmath.workdps(40):
        total = 0
        for i, row in enumerate(Z):
            exps = [mpmath.exp(mpmath.mpf(z)) for z in row]
            total -= mpmath.log(exps[labels[i]] / sum(exps))
            right = [float((e / sum(exps) - (j == labels[i])) / N) for j, e in enumerate(exps)]
            assert G[i] == pytest.approx(right, rel=1e-11, abs=1e-14)
        assert loss == pytest.approx(float(total / N), rel=1e-12, abs=1e-14)


def test_cross_entropy_of_an_impossible_label(reference):
    """For logits 2000 apart the loss of the lower one is 2000, with 50 digits too."""
    assert reference.cross_entropy(np.array([[1000, -1000]]), np.array([1]))[0] == 2000
    with mpmath.workdps(50):
        assert float(mpmath.log(mpmath.exp(1000) + mpmath.exp(-1000)) + 1000) == 2000


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("sizes", [(6, 4), (4, 4), (1, 5), (5, 1)])
def test_normalisation_by_two_oracles(reference, rng, sizes, axis):
    """A formula without numpy's means agrees; so do autograd and complex steps through it."""
    X, U = rng.normal(size=sizes), rng.normal(size=sizes)
    for eps in (1e-5, 0.5):
        assert reference.normalise(X, axis, eps) == pytest.approx(normalise(X, axis, eps), rel=1e-11, abs=1e-13)
        got = reference.normalise_vjp(X, U, axis, eps)
        right = autograd.grad(lambda A, eps=eps: anp.sum(U * normalise(A, axis, eps)))(X)
        assert got == pytest.approx(right, rel=1e-9, abs=1e-11)
        right = vjp_by_complex_steps(lambda A, eps=eps: normalise(A, axis, eps), X, U)
        assert got == pytest.approx(right, rel=1e-9, abs=1e-11)
