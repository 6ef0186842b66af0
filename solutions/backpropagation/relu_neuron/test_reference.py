"""Proves the reference: by autograd, by complex steps with the signs of z held fast, and with many digits."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(8, 3), (1, 2), (5, 1), (4, 4)]


def arguments(rng, N, d):
    return rng.normal(size=(N, d)), rng.normal(size=N), rng.normal(size=d), 0.3


def loss(X, y, w, b):
    return anp.sum((y - anp.maximum(0.0, anp.dot(X, w) + b)) ** 2) / len(y)


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    case = np.array([[1], [2], [-1]]), np.ones(3), np.ones(1), 0
    assert reference.neuron_loss(*case) == pytest.approx(2 / 3)
    gw, gb = reference.neuron_grad(*case)
    assert (gw.tolist(), gb) == ([pytest.approx(4 / 3)], pytest.approx(2 / 3))


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_loss_to_many_digits(reference, rng, N, d):
    """With 40 digits, sample by sample, the loss is the same."""
    X, y, w, b = arguments(rng, N, d)
    with mpmath.workdps(40):
        outputs = [max(mpmath.fdot(row, w) + mpmath.mpf(b), mpmath.mpf(0)) for row in X]
        right = float(sum((mpmath.mpf(t) - a) ** 2 for t, a in zip(y, outputs, strict=True)) / N)
    assert reference.neuron_loss(X, y, w, b) == pytest.approx(right, rel=1e-13)


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_gradient_by_two_oracles(reference, rng, N, d):
    """Autograd and a complex step agree."""
    X, y, w, b = arguments(rng, N, d)
    gw, gb = reference.neuron_grad(X, y, w, b)
    assert gw == pytest.approx(autograd.grad(loss, 2)(X, y, w, b), rel=1e-12, abs=1e-14)
    assert gb == pytest.approx(autograd.grad(loss, 3)(X, y, w, b), rel=1e-12, abs=1e-14)
    is_active = [float(np.dot(row, w)) + b > 0 for row in X]
    for number, step in enumerate(1e-30j * np.eye(d + 1)):
        z = [np.dot(row, w + step[:d]) + b + step[d] for row in X]
        moved = sum((t - (v if on else 0)) ** 2 for t, v, on in zip(y, z, is_active, strict=True)) / N
        assert [*gw, gb][number] == pytest.approx(np.imag(moved) / 1e-30, rel=1e-12, abs=1e-14)


def test_slope_at_the_kink_is_zero(reference):
    """The statement's choice holds; autograd's maximum would take a half."""
    gw, gb = reference.neuron_grad(np.ones((1, 1)), np.ones(1), np.ones(1), -1)
    assert (gw.tolist(), gb) == ([0], 0)
