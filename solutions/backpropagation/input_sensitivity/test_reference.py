"""Proves the reference: by autograd, by complex steps, with many digits, and by the theorem that shares add up."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(4, 5), (4, 4), (1, 3), (5, 1)]


def network(rng, d, h):
    return rng.normal(size=d), rng.normal(size=(d, h)), rng.normal(size=h), rng.normal(size=h)


def output(s, W1, b1, w2):
    return anp.dot(anp.tanh(anp.dot(s, W1) + b1), w2)


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    weights = np.array([[1], [2]]), np.zeros(1), np.array([3])
    assert reference.input_grad(np.array([0.5, -0.25]), *weights).tolist() == [3, 6]
    assert reference.input_grad(np.array([3, 0]), *weights) == pytest.approx([0.0296, 0.0592], abs=5e-5)
    g, groups = np.array([3, 6, 2]), {"a": [0], "b": [1, 2]}
    assert reference.group_norms(g, groups) == pytest.approx({"a": 3, "b": 6.324555}, abs=5e-7)
    assert reference.group_norms(g, groups, np.array([2, 0.5, 1])) == pytest.approx({"a": 6, "b": 3.605551}, abs=5e-7)
    got = reference.integrated_gradients(np.array([3, 0]), np.zeros(2), *weights, 100)
    assert got == pytest.approx([2.985166, 0], abs=5e-7)
    assert output(np.array([3.0, 0]), *weights) == pytest.approx(2.985164, abs=5e-7)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradient_by_two_oracles(reference, rng, sizes):
    """Autograd and a complex step agree."""
    s, *weights = network(rng, *sizes)
    got = reference.input_grad(s, *weights)
    assert got == pytest.approx(autograd.grad(output)(s, *weights), rel=1e-11, abs=1e-13)
    steps = [output(s + 1e-30j * step, *weights).imag / 1e-30 for step in np.eye(len(s))]
    assert got == pytest.approx(steps, rel=1e-11, abs=1e-13)


def test_norms_to_many_digits(reference, rng):
    """With 40 digits the norms are the same."""
    g, sd, groups = rng.normal(size=5), rng.normal(size=5), {"x": [4, 0], "y": [], "z": [1, 2, 3]}
    with mpmath.workdps(40):
        right = {name: float(mpmath.sqrt(sum((mpmath.mpf(g[i]) * mpmath.mpf(sd[i])) ** 2 for i in indices)))
                 for name, indices in groups.items()}  # fmt: skip
    assert reference.group_norms(g, groups, sd) == pytest.approx(right, rel=1e-13)
    assert reference.group_norms(g, {"x": [4, 0]})["x"] == pytest.approx(float(np.hypot(g[4], g[0])))


@pytest.mark.parametrize("steps", [1, 3, 40])
def test_integrated_gradients_by_the_rule(reference, rng, steps):
    """The midpoint rule as it stands, with autograd's gradients, and complex steps, agree."""
    s, *weights = network(rng, 3, 4)
    s0, total, again = rng.normal(size=3), np.zeros(3), np.zeros(3)
    for k in range(steps):
        middle = s0 + (2 * k + 1) / (2 * steps) * (s - s0)
        total += autograd.grad(output)(middle, *weights)
        again += [output(middle + 1e-30j * step, *weights).imag / 1e-30 for step in np.eye(3)]
    got = reference.integrated_gradients(s, s0, *weights, steps)
    assert got == pytest.approx((s - s0) * total / steps, rel=1e-11, abs=1e-13)
    assert got == pytest.approx((s - s0) * again / steps, rel=1e-11, abs=1e-13)


def test_shares_add_up_to_the_change(reference, rng):
    """With twice the steps, their sum is four times as near to the change of the output."""
    s, *weights = network(rng, 3, 4)
    s0 = rng.normal(size=3) / 3
    due = output(s, *weights) - output(s0, *weights)
    errors = [abs(reference.integrated_gradients(s, s0, *weights, steps).sum() - due) for steps in (200, 400)]
    assert errors[0] / errors[1] == pytest.approx(4, rel=0.05)
