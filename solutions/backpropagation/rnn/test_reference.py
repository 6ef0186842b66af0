"""Proves the reference: by autograd, by complex steps, with many digits, and by what is said of long sequences."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(6, 3, 4), (2, 3, 3), (4, 1, 1), (1, 3, 4)]
NAMES = {"Wx": 2, "Wh": 3, "b": 4, "wo": 5, "h0": 6}


def network(rng, T, i, h):
    shapes = (T, i), (T,), (h, i), (h, h), (h,), (h,), (h,)
    return [rng.normal(size=shape) for shape in shapes]


def loss(xs, ys, Wx, Wh, b, wo, h0):
    state, total = h0, 0.0
    for x, y in zip(xs, ys, strict=True):
        state = anp.tanh(anp.dot(Wx, x) + anp.dot(Wh, state) + b)
        total = total + (anp.dot(wo, state) - y) ** 2 / 2
    return total


def last_state(h0, xs, Wx, Wh, b):
    for x in xs:
        h0 = anp.tanh(anp.dot(Wx, x) + anp.dot(Wh, h0) + b)
    return h0


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    xs, one, zero = np.array([[1], [0]]), np.ones(1), np.zeros(1)
    value, grads = reference.bptt(xs, np.zeros(2), np.ones((1, 1)), np.ones((1, 1)), zero, one, zero)
    assert value == pytest.approx(0.496104, abs=5e-7)
    got = {key: array.item() for key, array in grads.items()}
    right = {"Wx": 0.478343, "Wh": 0.287416, "b": 0.855730, "wo": 0.992209, "h0": 0.478343}
    assert got == pytest.approx(right, abs=5e-7)
    J = reference.state_jacobian(xs, np.ones((1, 1)), np.ones((1, 1)), zero, zero)
    assert J.item() == pytest.approx(0.246868, abs=5e-7)


@pytest.mark.parametrize("sizes", SIZES)
def test_loss_to_many_digits(reference, rng, sizes):
    """With 40 digits, unit by unit, the loss is the same."""
    xs, ys, Wx, Wh, b, wo, h0 = case = network(rng, *sizes)
    with mpmath.workdps(40):
        state, total = [mpmath.mpf(value) for value in h0], 0
        for x, y in zip(xs, ys, strict=True):
            state = [mpmath.tanh(mpmath.fdot(Wx[j], x) + mpmath.fdot(Wh[j], state) + mpmath.mpf(b[j]))
                     for j in range(len(b))]  # fmt: skip
            total += (mpmath.fdot(wo, state) - mpmath.mpf(y)) ** 2 / 2
    assert reference.bptt(*case)[0] == pytest.approx(float(total), rel=1e-12)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_by_two_oracles(reference, rng, sizes):
    """Autograd, and complex steps along random directions, agree."""
    case = network(rng, *sizes)
    grads = reference.bptt(*case)[1]
    assert grads.keys() == NAMES.keys()
    for key, position in NAMES.items():
        assert grads[key] == pytest.approx(autograd.grad(loss, position)(*case), rel=1e-10, abs=1e-12)
        step = rng.normal(size=case[position].shape)
        moved = [array + 1e-30j * step if i == position else array for i, array in enumerate(case)]
        assert np.sum(grads[key] * step) == pytest.approx(loss(*moved).imag / 1e-30, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("sizes", SIZES)
def test_jacobian_by_two_oracles(reference, rng, sizes):
    """Autograd and complex steps agree."""
    xs, _, Wx, Wh, b, _, h0 = network(rng, *sizes)
    J = reference.state_jacobian(xs, Wx, Wh, b, h0)
    assert pytest.approx(autograd.jacobian(last_state)(h0, xs, Wx, Wh, b), rel=1e-10, abs=1e-13) == J
    for column, step in enumerate(np.eye(len(h0))):
        right = last_state(h0 + 1e-30j * step, xs, Wx, Wh, b).imag / 1e-30
        assert J[:, column] == pytest.approx(right, rel=1e-10, abs=1e-13)


def test_no_steps(reference, rng):
    """Without steps loss and gradients are zero, and the last state is the first."""
    xs, ys, *weights = network(rng, 0, 3, 4)
    value, grads = reference.bptt(xs, ys, *weights)
    assert value == 0
    assert {key: array.shape for key, array in grads.items()} == {
        "Wx": (4, 3), "Wh": (4, 4), "b": (4,), "wo": (4,), "h0": (4,)
    }  # fmt: skip
    assert not any(array.any() for array in grads.values())
    assert (reference.state_jacobian(xs, *weights[:3], weights[4]) == np.eye(4)).all()


def test_gradients_vanish_and_explode(reference, rng):
    """After 50 steps the norm is tiny for 0.8, and large for 1.3, but never above the bound."""
    Q, _ = np.linalg.qr(rng.normal(size=(8, 8)))
    xs, Wx = rng.normal(size=(50, 2)), 0.05 * rng.normal(size=(8, 2))
    norms = [np.linalg.norm(reference.state_jacobian(xs, Wx, g * Q, np.zeros(8), np.zeros(8)), 2) for g in (0.8, 1.3)]
    assert norms[0] < 0.8**50 * 1.001 < 1.5e-5
    assert 1 < norms[1] < 1.3**50
