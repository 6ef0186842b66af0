"""Proves the reference: by random pushes, counted volumes, automatic differentiation, and closed forms for ellipses."""

import itertools
import math

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

X, Y = np.diag([0.05, 0.08]), np.diag([0.9, 1.1])


def bowl(rng, n):
    B = rng.normal(size=(n, n))
    return B @ B.T + 0.5 * np.eye(n)


def rises(H, steps):
    """Return ½ dᵀ H d for each row d, as an explicit double sum."""
    return sum(H[i, j] * steps[:, i] * steps[:, j] for i in range(len(H)) for j in range(len(H))) / 2


def test_table_of_the_statement(reference):
    """The numbers of the statement hold, and by every measure Y is sharper than X."""
    assert [reference.expected_rise(H, 0.1) for H in (X, Y)] == pytest.approx([0.00065, 0.01])
    assert [reference.worst_rise(H, 0.1) for H in (X, Y)] == pytest.approx([0.0004, 0.0055])
    volumes = [reference.log_basin_volume(H, 0.01) for H in (X, Y)]
    assert volumes == pytest.approx([-0.006563, -2.762268], abs=1e-6)
    assert np.exp(volumes) == pytest.approx([0.993459, 0.063148], abs=1e-6)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_expected_rise_of_random_pushes(reference, rng, n):
    """The mean rise of 200 000 random pushes is the expected one, within 5 standard errors."""
    H = rng.normal(size=(n, n))
    H += H.T
    found = rises(H, 0.3 * rng.normal(size=(200_000, n)))
    assert abs(found.mean() - reference.expected_rise(H, 0.3)) < 5 * found.std() / math.sqrt(len(found))


@pytest.mark.parametrize("n", [1, 2, 3])
def test_no_step_is_worse_than_the_worst(reference, rng, n):
    """No step of the length raises the loss more, and some raise it nearly as much, whatever the signs are."""
    for shift in (-5, 0, 5):
        H = rng.normal(size=(n, n))
        H += H.T + shift * np.eye(n)
        steps = rng.normal(size=(20_000, n))
        found = rises(H, 0.7 * steps / np.linalg.norm(steps, axis=1, keepdims=True))
        worst = reference.worst_rise(H, 0.7)
        assert worst - 0.01 * np.ptp(found) - 1e-9 <= found.max() <= worst + 1e-9


@pytest.mark.parametrize("n", [1, 2, 4])
def test_reparam_by_automatic_differentiation(reference, rng, n):
    """In other parameters, the Hessian is that of the loss which maps them back first, by autograd."""
    H, T = bowl(rng, n), rng.normal(size=(n, n)) + 2 * np.eye(n)

    def loss(new):
        old = anp.linalg.solve(T, new)
        return anp.dot(old, anp.dot(H, old)) / 2

    assert reference.reparam(H, T) == pytest.approx(autograd.hessian(loss)(rng.normal(size=n)), rel=1e-9, abs=1e-9)


def test_flatness_depends_on_the_parameters(reference):
    """With ten times the weights, the same function has a hundredth of every eigenvalue: Y is then flatter than X."""
    flattened = reference.reparam(Y, 10 * np.eye(2))
    assert flattened == pytest.approx(Y / 100)
    assert reference.worst_rise(flattened, 0.1) < reference.worst_rise(X, 0.1)


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_volume_depends_on_the_parameters(reference, rng, n):
    """In the parameters Tθ, log V grows by log |det T|: a volume is no property of a function."""
    H, T = bowl(rng, n), rng.normal(size=(n, n))
    other = reference.reparam(H, T)
    shift = reference.log_basin_volume((other + other.T) / 2, 0.2) - reference.log_basin_volume(H, 0.2)
    assert shift == pytest.approx(math.log(abs(np.linalg.det(T))))


def test_volumes_in_one_two_and_three_dimensions(reference, rng):
    """The volume is the length of an interval, the area πab of an ellipse, and 4/3 πabc of an ellipsoid."""
    a, b, c = math.sqrt(2 * 0.3 / 0.5), math.sqrt(2 * 0.3 / 2), math.sqrt(2 * 0.3 / 7)
    for eigenvalues, volume in (
        ([0.5], 2 * a),
        ([0.5, 2.0], math.pi * a * b),
        ([0.5, 2.0, 7.0], 4 / 3 * math.pi * a * b * c),
    ):
        Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
        assert reference.log_basin_volume(Q @ np.diag(eigenvalues) @ Q.T, 0.3) == pytest.approx(math.log(volume))


def test_volume_by_counting(reference, rng):
    """Of random points in a cube, the share of the volume raise the loss by no more than allowed."""
    H = bowl(rng, 3)
    inside = np.mean(rises(H, rng.uniform(-1, 1, size=(400_000, 3))) <= 0.2)
    share = math.exp(reference.log_basin_volume(H, 0.2)) / 8
    assert abs(inside - share) < 5 * math.sqrt(share / 400_000)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_volume_keeps_digits_where_weights_have_other_units(reference, order):
    """In units a millionth of one another, too, the change of log V is that of the units."""
    units = 2.0 ** np.array([0, -20, -40])[list(order)]
    H = np.array([[3, 1, 1], [1, 3, 1], [1, 1, 3]]) * np.outer(units, units)  # the determinant of the first is 20
    log_volume = math.log(4 / 3 * math.pi) + 1.5 * math.log(0.4) - math.log(20) / 2 + 60 * math.log(2)
    assert reference.log_basin_volume(H, 0.2) == pytest.approx(log_volume, rel=1e-13)


def test_volumes_without_bounds_and_beyond_numbers(reference):
    """A singular or indefinite Hessian has an infinite basin; one of 300 small eigenvalues a finite logarithm."""
    for eigenvalues in ([0, 1], [-1], [1, -1, -1]):
        assert reference.log_basin_volume(np.diag(np.array(eigenvalues, dtype=float)), 1.0) == math.inf
    assert reference.log_basin_volume(np.eye(300) * 1e-3, 5e-4) == pytest.approx(
        150 * math.log(math.pi) - sum(math.log(k) for k in range(1, 151))
    )
