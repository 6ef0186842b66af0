"""Proves the reference: by autograd, by complex steps of a network written entry by entry, and with many digits."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(7, 4, 5, 2), (1, 1, 1, 1), (4, 4, 4, 4), (3, 2, 4, 1)]
NAMES = {"X": 0, "W1": 2, "b1": 3, "W2": 4, "b2": 5}


def network(rng, N, d, h, k):
    shapes = (N, d), (N, k), (d, h), (h,), (h, k), (k,)
    return [rng.normal(size=shape) for shape in shapes]


def loss(X, Y, W1, b1, W2, b2):
    outputs = anp.dot(anp.tanh(anp.dot(X, W1) + b1), W2) + b2
    return anp.sum((outputs - Y) ** 2) / (2 * X.shape[0])


def slow_loss(X, Y, W1, b1, W2, b2, tanh=np.tanh):
    """The same with loops over all entries, for any kind of number."""
    total = 0
    for x, y in zip(X, Y, strict=True):
        h = [tanh(sum(a * w for a, w in zip(x, W1[:, j], strict=True)) + b1[j]) for j in range(len(b1))]
        for q in range(len(b2)):
            total += (sum(a * w for a, w in zip(h, W2[:, q], strict=True)) + b2[q] - y[q]) ** 2
    return total / (2 * len(X))


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    one = np.ones((1, 1))
    case = one, 0 * one, one / 2, np.zeros(1), 2 * one, np.zeros(1)
    forward = [value.item() for value in reference.mlp_forward(*case[:1], *case[2:])]
    assert forward == pytest.approx([0.462117, 0.924234], abs=5e-7)
    assert reference.mlp_loss(*case) == pytest.approx(0.427105, abs=5e-7)
    got = {key: value.item() for key, value in reference.mlp_backward(*case).items()}
    right = {"W2": 0.427105, "b2": 0.924234, "W1": 1.453724, "b1": 1.453724, "X": 0.726862}
    assert got == pytest.approx(right, abs=5e-7)


@pytest.mark.parametrize("sizes", SIZES)
def test_loss_to_many_digits(reference, rng, sizes):
    """With 40 digits, entry by entry, outputs and loss are the same."""
    case = network(rng, *sizes)
    with mpmath.workdps(40):
        exact = [np.vectorize(mpmath.mpf, otypes=[object])(array) for array in case]
        right = float(slow_loss(*exact, tanh=mpmath.tanh))
    assert reference.mlp_loss(*case) == pytest.approx(right, rel=1e-13)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_by_two_oracles(reference, rng, sizes):
    """Autograd, and complex steps along random directions, agree."""
    case = network(rng, *sizes)
    got = reference.mlp_backward(*case)
    for key, position in NAMES.items():
        assert got[key] == pytest.approx(autograd.grad(loss, position)(*case), rel=1e-11, abs=1e-13)
        step = rng.normal(size=case[position].shape)
        moved = [array + 1e-30j * step if i == position else array for i, array in enumerate(case)]
        assert np.sum(got[key] * step) == pytest.approx(slow_loss(*moved).imag / 1e-30, rel=1e-11, abs=1e-13)
