"""Proves the reference: by autograd, complex steps, many digits, and what physics says of any such forces."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

HOW = (2.3, 0.7, 1.4)


def energy_of(X, De, a, r0):
    """The energy pair by pair, for autograd and for complex positions."""
    total = 0.0
    for i in range(len(X)):
        for j in range(i):
            r = anp.sqrt(anp.sum((X[i] - X[j]) ** 2))
            total = total + De * (1 - anp.exp(-a * (r - r0))) ** 2
    return total


def test_example_of_the_statement(reference):
    """The numbers of the statement hold, with 30 digits behind them."""
    X = np.array([[0.0, 0, 0], [2, 0, 0]])
    with mpmath.workdps(30):
        e = mpmath.exp(-1)
        right, pull = float((1 - e) ** 2), float(2 * (1 - e) * e)
    assert reference.energy(X, 1, 1, 1) == pytest.approx(right, rel=1e-15)
    assert right == pytest.approx(0.399576, abs=5e-7)
    assert pull == pytest.approx(0.465088, abs=5e-7)
    assert reference.forces(X, 1, 1, 1) == pytest.approx(np.array([[pull, 0, 0], [-pull, 0, 0]]), abs=1e-15)
    Q = np.array([[0.0, -1, 0], [1, 0, 0], [0, 0, 1]])
    assert reference.forces(X @ Q.T, 1, 1, 1)[0] == pytest.approx([0, pull, 0], abs=1e-15)
    assert reference.equivariance_error(lambda Y: reference.forces(Y, 1, 1, 1), X, Q) == pytest.approx(0, abs=1e-15)
    assert reference.equivariance_error(lambda Y: Y * np.array([1, 2, 3]), X, Q) == pytest.approx(1, rel=1e-15)


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_energy_and_forces_by_two_oracles(reference, rng, n):
    """Autograd and a complex step agree with the forces, pairs written out with the energy."""
    X = 2 * rng.normal(size=(n, 3)) + 3 * np.arange(n)[:, None]
    assert reference.energy(X, *HOW) == pytest.approx(energy_of(X, *HOW), rel=1e-13)
    got = reference.forces(X, *HOW)
    assert got.shape == (n, 3)
    if n > 1:
        assert got == pytest.approx(-autograd.grad(energy_of)(X, *HOW), rel=1e-10, abs=1e-13)
        for place in np.ndindex(n, 3):
            step = np.zeros((n, 3), complex)
            step[place] = 1e-30j
            assert got[place] == pytest.approx(-energy_of(X + step, *HOW).imag / 1e-30, rel=1e-10, abs=1e-13)


@pytest.mark.parametrize(("r", "De", "a", "r0"), [(2.0, 1e16, 1e-8, 1.3), (1001.0, 2.5, 0.4, 1000.0)])
def test_wide_and_narrow_dips_to_many_digits(reference, r, De, a, r0):
    """In a dip so wide that e is nearly 1, and in one so narrow that e would be too large at 0, digits are kept."""
    X = np.array([[0.0, 0, 0], [r, 0, 0]])
    with mpmath.workdps(40):
        e = mpmath.exp(-mpmath.mpf(a) * (mpmath.mpf(r) - mpmath.mpf(r0)))
        right, pull = float(De * (1 - e) ** 2), float(2 * De * mpmath.mpf(a) * (1 - e) * e)
    assert reference.energy(X, De, a, r0) == pytest.approx(right, rel=1e-12)
    assert reference.forces(X, De, a, r0) == pytest.approx(np.array([[pull, 0, 0], [-pull, 0, 0]]), rel=1e-12)


def test_forces_far_apart_to_many_digits(reference):
    """At 25 Å and De = 1e4 the force is small, and right to twelve digits."""
    X = np.array([[0.0, 0, 0], [15, 16, 12]])
    with mpmath.workdps(40):
        e = mpmath.exp(-mpmath.mpf(1.1) * (25 - mpmath.mpf(1.3)))
        pull = float(2 * 10**4 * mpmath.mpf(1.1) * (1 - e) * e)
    assert np.linalg.norm(reference.forces(X, 1e4, 1.1, 1.3)[0]) == pytest.approx(pull, rel=1e-12)


def test_what_physics_says(reference, rng):
    """No net force, no torque; turned, mirrored, shifted and reordered molecules have the forces to match."""
    X = rng.normal(size=(5, 3)) + 2 * np.arange(5)[:, None]
    F = reference.forces(X, *HOW)
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    assert F.sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-13)
    assert np.cross(X, F).sum(axis=0) == pytest.approx(np.zeros(3), abs=1e-12)
    for turn in (Q, -Q):
        assert reference.forces(X @ turn.T, *HOW) == pytest.approx(F @ turn.T, abs=1e-12)
    order = rng.permutation(5)
    assert reference.forces(X[order] + 1.5, *HOW) == pytest.approx(F[order], abs=1e-12)


def test_one_atom_has_neither_energy_nor_force(reference):
    """There is no pair."""
    X = np.array([[1.0, 2, 3]])
    assert reference.energy(X, *HOW) == 0
    assert reference.forces(X, *HOW).tolist() == [[0, 0, 0]]


def test_error_of_linear_fields_by_hand(reference, rng):
    """For the field XBᵀ the difference is X(QᵀBᵀ − BᵀQᵀ), entry by entry."""
    X, B = rng.normal(size=(4, 3)), rng.normal(size=(3, 3))
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    gap, turned = X @ (Q.T @ B.T - B.T @ Q.T), X @ B.T @ Q.T
    right = np.sqrt(sum(value**2 for value in gap.flat) / sum(value**2 for value in turned.flat))
    assert reference.equivariance_error(lambda Y: Y @ B.T, X, Q) == pytest.approx(right, rel=1e-12)
