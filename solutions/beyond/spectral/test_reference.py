"""Proves the reference: by complex steps, with many digits, by minors, by autograd, and by exact examples."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest


def turned(rng, eigenvalues):
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues),) * 2))
    S = Q * np.array(eigenvalues) @ Q.T
    return (S + S.T) / 2


def symmetric(rng, n):
    A = rng.normal(size=(n, n))
    return A + A.T


def minors(M):
    """Return the cofactors to 40 digits, one determinant an entry."""
    n = len(M)
    C = np.ones((n, n))
    with mpmath.workdps(40):
        for i, j in np.ndindex(n, n) if n > 1 else ():
            rest = np.delete(np.delete(M, i, axis=0), j, axis=1)
            C[i, j] = (-1) ** (i + j) * float(mpmath.det(mpmath.matrix(rest.tolist())))
    return C


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    E = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert reference.d_inv(np.diag([2, 1]), E).tolist() == (-E / 2).tolist()
    assert reference.grad_det(np.array([[1, 2], [3, 4]])) == pytest.approx(np.array([[4, -3], [-2, 1]]), rel=1e-13)
    V = np.array([[1.0, 1.0], [-1.0, 1.0]]) / np.sqrt(2)
    dlam, dV = reference.d_eig(np.array([1, 3]), V, np.diag([1, 0]))
    assert dlam == pytest.approx([0.5, 0.5], rel=1e-14)
    assert dV == pytest.approx(0.176777 * np.array([[-1, 1], [-1, -1]]), abs=5e-7)
    S = np.array([[2.0, 1.0], [1.0, 2.0]])
    assert reference.spectral_grad(S, lambda x: 1 / x) == pytest.approx(np.array([[2, -1], [-1, 2]]) / 3, rel=1e-14)
    M = np.array([[3, 0], [4, 0], [0, 2]])
    assert reference.nuclear_grad(M) == pytest.approx(np.array([[0.6, 0], [0.8, 0], [0, 1]]), abs=1e-14)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_inverse_by_two_oracles(reference, rng, n):
    """A complex step through the inverse, and autograd's gradient of each entry, agree."""
    M, E = rng.normal(size=(n, n)) + 2 * np.eye(n), rng.normal(size=(n, n))
    got = reference.d_inv(M, E)
    assert got == pytest.approx(np.linalg.inv(M + 1e-30j * E).imag / 1e-30, rel=1e-9, abs=1e-10)
    slopes = autograd.jacobian(anp.linalg.inv)(M)
    assert got == pytest.approx(np.einsum("ijkl,kl->ij", slopes, E), rel=1e-9, abs=1e-10)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 8])
def test_determinant_by_two_oracles(reference, rng, n):
    """Minors to 40 digits, and a complex step through the determinant, agree for both signs of it."""
    for sign in (1, -1):
        M = rng.normal(size=(n, n))
        M[0] *= sign * np.sign(np.linalg.det(M))
        got = reference.grad_det(M)
        assert got == pytest.approx(minors(M), rel=1e-9, abs=1e-9)
        steps = np.zeros((n, n))
        for place in np.ndindex(n, n):
            step = np.zeros((n, n), complex)
            step[place] = 1e-30j
            steps[place] = np.linalg.det(M + step).imag / 1e-30
        assert got == pytest.approx(steps, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("M", [np.zeros((1, 1)), np.zeros((2, 2)), np.zeros((3, 3)), np.diag([2.0, 3.0, 0.0]),
                               np.diag([2.0, 0.0, 0.0]), np.array([[1.0, 2.0], [2.0, 4.0]]),
                               np.array([[0.0, 2, 0], [0, 0, 3], [0, 0, 5]]), np.full((3, 3), 1.5)])  # fmt: skip
def test_determinant_of_singular_matrices(reference, M):
    """The gradient is that of minors where the inverse does not exist."""
    assert reference.grad_det(M) == pytest.approx(minors(M), abs=1e-13)


@pytest.mark.parametrize("unit", [1e-3, 1e-5, 1e-7])
def test_determinant_of_rows_and_columns_in_different_units(reference, rng, unit):
    """The gradient keeps its digits where singular values are far apart, and the small ones decide."""
    for powers in ([0, 1, 2, 3, 4], [3, 0, 4, 1, 2], [4, 2, 0, 3, 1]):
        units = unit ** np.array(powers)
        for M in (units[:, None] * rng.normal(size=(5, 5)), rng.normal(size=(5, 5)) * units):
            right = minors(M)
            assert np.linalg.norm(reference.grad_det(M) - right) <= 1e-12 * np.linalg.norm(right)


@pytest.mark.parametrize("eigenvalues", [[2.0, -1.0, 0.5, -2.3], [0.6, 1.9], [1.7]])
def test_eigenvalues_by_two_oracles(reference, rng, eigenvalues):
    """Differences with 50 digits, and the equations that define eigenvectors, agree, in the order that is given."""
    n = len(eigenvalues)
    lam, E = np.array(eigenvalues), symmetric(rng, n)
    V, _ = np.linalg.qr(rng.normal(size=(n, n)))
    dlam, dV = reference.d_eig(lam, V, E)
    S = V * lam @ V.T
    assert E @ V + S @ dV == pytest.approx(V * dlam + dV * lam, rel=1e-9, abs=1e-9)
    assert np.sum(V * dV, axis=0) == pytest.approx(np.zeros(n), abs=1e-12)
    with mpmath.workdps(50):
        exact = mpmath.matrix(S.tolist())
        h = mpmath.mpf(10) ** -20
        moved = [mpmath.eigsy(exact + sign * h * mpmath.matrix(E.tolist())) for sign in (1, -1)]
        order = np.argsort(lam)
        for at, i in enumerate(order):
            assert dlam[i] == pytest.approx(float((moved[0][0][at] - moved[1][0][at]) / (2 * h)), abs=1e-9)
            plus, minus = ([side[1][k, at] for k in range(n)] for side in moved)
            sides = [np.array([x * mpmath.sign(mpmath.fdot(v, V[:, i])) for x in v]) for v in (plus, minus)]
            slope = [float(x / (2 * h)) for x in sides[0] - sides[1]]
            assert dV[:, i] == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize("eigenvalues", [[0.5, 2.0, 1.2, 3.0], [1.3, 1.3, 1.3, 0.4], [1.5, 1.5], [0.7]])
def test_spectral_gradient_by_two_oracles(reference, rng, eigenvalues):
    """The cube's gradient is 3S², autograd's of tr S³ too; the logarithm's is the inverse, by a complex step of det."""
    S = turned(rng, eigenvalues)
    cube = reference.spectral_grad(S, lambda x: 3 * x**2)
    assert cube == pytest.approx(3 * S @ S, rel=1e-12, abs=1e-12)
    by_autograd = autograd.grad(lambda A: anp.trace(anp.dot(A, anp.dot(A, A))))(S)
    assert cube == pytest.approx((by_autograd + by_autograd.T) / 2, rel=1e-12, abs=1e-12)
    E = symmetric(rng, len(S))
    moved = np.log(np.linalg.det(S + 1e-30j * E)).imag / 1e-30
    assert np.sum(reference.spectral_grad(S, lambda x: 1 / x) * E) == pytest.approx(moved, rel=1e-9)


@pytest.mark.parametrize(("m", "n"), [(4, 2), (2, 3), (3, 3), (1, 1), (1, 3)])
def test_nuclear_gradient_by_two_oracles(reference, rng, m, n):
    """It is the polar factor by Newton's iteration, and the slope of the sum of singular values with 40 digits."""
    M, E = rng.normal(size=(m, n)), rng.normal(size=(m, n))
    got = reference.nuclear_grad(M)
    tall = M if m >= n else M.T
    root = tall / np.linalg.norm(tall)
    for _ in range(200):
        root = 1.5 * root - 0.5 * root @ root.T @ root
    assert got == pytest.approx(root if m >= n else root.T, rel=1e-9, abs=1e-9)
    with mpmath.workdps(40):
        h = mpmath.mpf(10) ** -15
        A, B = mpmath.matrix(M.tolist()), mpmath.matrix(E.tolist())
        up, down = (sum(mpmath.svd_r(A + sign * h * B, compute_uv=False)) for sign in (1, -1))
        assert np.sum(got * E) == pytest.approx(float((up - down) / (2 * h)), rel=1e-9, abs=1e-9)


def test_equal_eigenvalues_have_no_derivative_of_their_own(reference, rng):
    """As the statement says: at diag(1, 1) what moves depends on the direction, but the sum is its trace."""
    E = symmetric(rng, 2)
    up, down = (np.linalg.eigvalsh(np.eye(2) + sign * 1e-6 * E) for sign in (1, -1))
    slopes = (up - 1) / 1e-6, (1 - down) / 1e-6
    assert np.abs(slopes[0] - slopes[1]).max() > 1e-3
    assert slopes[0].sum() == pytest.approx(np.trace(E), abs=1e-6)
    assert reference.spectral_grad(np.eye(2), np.ones_like) == pytest.approx(np.eye(2), abs=1e-15)
