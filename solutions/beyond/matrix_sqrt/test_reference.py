"""Proves the reference: with many digits, by complex steps through another iteration, and by Kronecker products."""

import mpmath
import numpy as np
import pytest

SPECTRA = [[0.5, 1.0, 2.0, 3.5], [1.3, 1.3, 0.4], [2.3], [1e-3, 1.0, 2.0], [1.0, 1.0, 1.0], [1e-5, 1.0]]


def turned(rng, eigenvalues):
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    M = Q * np.array(eigenvalues) @ Q.T
    return (M + M.T) / 2


def iterated(M):
    """Return the root by the iteration of Denman and Beavers, which takes complex matrices as well."""
    Y, Z = M, np.eye(len(M))
    for _ in range(40):
        Y, Z = (Y + np.linalg.inv(Z)) / 2, (Z + np.linalg.inv(Y)) / 2
    return Y


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    M, E = np.diag([1.0, 9.0]), np.array([[2.0, 4.0], [4.0, 6.0]])
    assert reference.sqrtm_spd(M).tolist() == [[1, 0], [0, 3]]
    assert reference.sqrtm_jvp(M, E).tolist() == [[1, 1], [1, 1]]
    assert reference.sqrtm_jvp(np.eye(2), E).tolist() == (E / 2).tolist()
    assert reference.sqrtm_vjp(M, np.array([[0.0, 8.0], [0.0, 0.0]])).tolist() == [[0, 1], [1, 0]]


@pytest.mark.parametrize("eigenvalues", SPECTRA)
def test_root_by_two_oracles(reference, rng, eigenvalues):
    """With 40 digits, and by an iteration without eigenvalues, the root is the same."""
    M = turned(rng, eigenvalues)
    got = reference.sqrtm_spd(M)
    with mpmath.workdps(40):
        right = np.array(mpmath.sqrtm(mpmath.matrix(M.tolist())).tolist(), dtype=complex)
    assert got == pytest.approx(right.real, rel=1e-9, abs=1e-10)
    assert got == pytest.approx(iterated(M), rel=1e-9, abs=1e-9)
    assert np.linalg.eigvalsh(got)[0] > 0


@pytest.mark.parametrize("eigenvalues", SPECTRA)
def test_derivative_by_two_oracles(reference, rng, eigenvalues):
    """A complex step through that iteration, and the equation as one linear system, agree."""
    n = len(eigenvalues)
    M, E = turned(rng, eigenvalues), rng.normal(size=(n, n))
    E = E + E.T
    got = reference.sqrtm_jvp(M, E)
    S = iterated(M)
    system = np.kron(np.eye(n), S) + np.kron(S.T, np.eye(n))
    right = np.linalg.solve(system, E.reshape(-1, order="F")).reshape(n, n, order="F")
    assert got == pytest.approx(right, rel=1e-7, abs=1e-7)
    assert got == pytest.approx(iterated(M + 1e-30j * E).imag / 1e-30, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("eigenvalues", SPECTRA)
def test_gradient_entry_by_entry(reference, rng, eigenvalues):
    """Moved symmetrically by one entry, the root moves the loss by what the gradient says, by complex steps."""
    n = len(eigenvalues)
    M, G = turned(rng, eigenvalues), rng.normal(size=(n, n))
    got = reference.sqrtm_vjp(M, G)
    assert got == pytest.approx(got.T, rel=1e-12, abs=1e-12)
    for i, j in np.ndindex(n, n):
        E = np.zeros((n, n))
        E[i, j] += 0.5
        E[j, i] += 0.5
        moved = np.sum(G * iterated(M + 1e-30j * E).imag / 1e-30)
        assert got[i, j] == pytest.approx(moved, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("M", [[[1, 0], [0, -1]], [[-1, 0], [0, -1]], [[1, 2], [2, 1]], [[1, 0], [0, 0]], [[-1e-9]]])
def test_what_is_not_definite_is_refused(reference, M):
    """Minus the identity too, whose determinant is positive."""
    with pytest.raises(ValueError, match="positive definite"):
        reference.sqrtm_spd(np.array(M))


def test_differences_of_eigenvalues_fail_at_the_identity(rng):
    """As the statement says: the way through the eigenvectors divides by 0 where the truth is half the direction."""
    E = rng.normal(size=(3, 3))
    values, U = np.linalg.eigh(np.eye(3))
    with np.errstate(all="ignore"):
        gaps = (U.T @ (E + E.T) @ U) / (values - values[:, None])
    assert not np.all(np.isfinite(gaps[~np.eye(3, dtype=bool)]))
