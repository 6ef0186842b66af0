"""Proves the reference: by autograd, complex steps and many digits, and by energies whose slope is measured."""

import itertools
import math

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest


def distances(flat):
    """Inverse distances of flat positions, pair by pair, for autograd and complex numbers."""
    X = anp.reshape(flat, (-1, 3))
    pairs = itertools.combinations(range(len(X)), 2)
    return anp.array([1 / anp.sqrt(anp.sum((X[i] - X[j]) ** 2)) for i, j in pairs])


def fit(x, Xt, alpha, ell):
    return anp.sum(alpha * anp.exp(-anp.sum((x - Xt) ** 2, axis=1) / (2 * ell**2)))


def molecule(rng, n):
    return rng.normal(size=(n, 3)) + 2 * np.arange(n)[:, None]


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    X = np.array([[0.0, 0, 0], [1, 0, 0], [0, 2, 0]])
    assert reference.inv_dist(X) == pytest.approx([1, 0.5, 0.447214], abs=5e-7)
    J = reference.inv_dist_jac(X)
    assert J[0].tolist() == [1, 0, 0, -1, 0, 0, 0, 0, 0]
    assert J[1].tolist() == [0, 0.25, 0, 0, 0, 0, 0, -0.25, 0]
    slope = reference.krr_energy_grad(np.array([1.0, 0]), np.zeros((1, 2)), np.array([2.0]), 1)
    assert slope == pytest.approx([-1.213061, 0], abs=5e-7)
    assert reference.fit_delta(np.ones((1, 3)), np.array([1]), np.array([4]), 1, 0.5).tolist() == [2]


@pytest.mark.parametrize("n", [2, 3, 4, 6])
def test_distances_and_their_jacobian_by_two_oracles(reference, rng, n):
    """Python's own distances, autograd and a complex step agree."""
    X = molecule(rng, n)
    right = [1 / math.dist(X[i], X[j]) for i, j in itertools.combinations(range(n), 2)]
    assert reference.inv_dist(X) == pytest.approx(right, rel=1e-13)
    J = reference.inv_dist_jac(X)
    assert pytest.approx(autograd.jacobian(distances)(X.reshape(-1)), rel=1e-10, abs=1e-13) == J
    for column in range(3 * n):
        step = np.zeros(3 * n, complex)
        step[column] = 1e-30j
        assert J[:, column] == pytest.approx(distances(X.reshape(-1) + step).imag / 1e-30, rel=1e-10, abs=1e-13)


def test_one_atom_has_no_pairs(reference):
    """Its distances and their Jacobian are empty, of the promised shapes."""
    X = np.array([[1, 2, 3]])
    assert reference.inv_dist(X).shape == (0,)
    assert reference.inv_dist_jac(X).shape == (0, 3)


def test_fit_to_many_digits(reference, rng):
    """With 40 digits, the linear system has the same solution."""
    D, low, high = rng.normal(size=(5, 3)), rng.normal(size=5), rng.normal(size=5)
    with mpmath.workdps(40):
        K = mpmath.matrix(5, 5)
        for i, j in itertools.product(range(5), repeat=2):
            square = sum((mpmath.mpf(a) - mpmath.mpf(b)) ** 2 for a, b in zip(D[i], D[j], strict=True))
            K[i, j] = mpmath.exp(-square / (2 * mpmath.mpf(0.9) ** 2)) + (mpmath.mpf(0.01) if i == j else 0)
        right = mpmath.lu_solve(
            K, mpmath.matrix([mpmath.mpf(h) - mpmath.mpf(c) for h, c in zip(high, low, strict=True)])
        )
        right = [float(value) for value in right]
    assert reference.fit_delta(D, low, high, 0.9, 0.01) == pytest.approx(right, rel=1e-10)


@pytest.mark.parametrize(("m", "p"), [(6, 4), (1, 2), (3, 3), (5, 1)])
def test_slope_of_the_fit_by_two_oracles(reference, rng, m, p):
    """Autograd and a complex step agree."""
    x, Xt, alpha = rng.normal(size=p), rng.normal(size=(m, p)), rng.normal(size=m)
    got = reference.krr_energy_grad(x, Xt, alpha, 1.3)
    assert got == pytest.approx(autograd.grad(fit)(x, Xt, alpha, 1.3), rel=1e-11, abs=1e-13)
    steps = [fit(x + 1e-30j * step, Xt, alpha, 1.3).imag / 1e-30 for step in np.eye(p)]
    assert got == pytest.approx(steps, rel=1e-11, abs=1e-13)


@pytest.mark.parametrize("n", [2, 4])
def test_forces_of_the_sum_by_automatic_differentiation(reference, rng, n):
    """With springs as the rough energy, the forces are minus the gradient of the sum, by autograd."""
    X = molecule(rng, n)
    p = n * (n - 1) // 2
    Dt, alpha = rng.uniform(0.2, 1, size=(3, p)), rng.normal(size=3)

    def energy(flat):
        return anp.sum(flat**2) / 2 + fit(distances(flat), Dt, alpha, 0.8)

    right = -autograd.grad(energy)(X.reshape(-1)).reshape(n, 3)
    assert reference.composite_forces(X, -X, Dt, alpha, 0.8) == pytest.approx(right, rel=1e-10, abs=1e-12)


def test_differences_are_easier_to_learn(reference):
    """Along a bond, three points leave less of a difference unlearned than of the whole energy."""

    def exact(r):
        return (1 - np.exp(-(r - 1))) ** 2

    def rough(r):
        return 0.9 * (1 - np.exp(-1.1 * (r - 1.02))) ** 2

    train, test = np.linspace(0.8, 2.2, 3), np.linspace(0.8, 2.2, 60)
    errors = []
    for base in (rough, np.zeros_like):
        alpha = reference.fit_delta(1 / train[:, None], base(train), exact(train), 0.4, 1e-6)
        K = np.exp(-(((1 / test[:, None] - 1 / train[None]) / 0.4) ** 2) / 2)
        errors.append(np.abs(base(test) + K @ alpha - exact(test)).max())
    assert errors[0] < errors[1] / 2


def test_relabelling_is_not_respected(reference, rng):
    """Exchanging two atoms changes the fit, as the statement says; turning does not."""
    X, Dt, alpha = molecule(rng, 3), rng.uniform(0.2, 1, size=(2, 3)), np.array([1.0, -2])
    order = [1, 0, 2]
    F = reference.composite_forces(X, np.zeros((3, 3)), Dt, alpha, 0.8)
    swapped = reference.composite_forces(X[order], np.zeros((3, 3)), Dt, alpha, 0.8)
    assert np.abs(swapped - F[order]).max() > 1e-3 * np.abs(F).max()
