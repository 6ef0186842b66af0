"""Hidden tests: 2 points for the inverse, 4 for the determinant, 5 for eigenvalues, 4 for functions of all of them."""

import itertools

import numpy as np

from autograder import agree, agree_on, draw, expect, in_single, points, symmetric_edges

SOLVED = 1e-7  # tolerance of what an inverse is in


def turned(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q = orthogonal(rng, len(eigenvalues))
    S = Q * np.array(eigenvalues) @ Q.T
    return (S + S.T) / 2


def orthogonal(rng, n):
    """Return an orthogonal matrix; one of size 2 has equal entries to the last digit."""
    Q = np.linalg.qr(draw(rng, n, n))[0]
    return np.array([Q[0], [-Q[0, 1], Q[0, 0]]]) if n == 2 else Q


def backwards_of(A):
    """Return an array that is stored backwards."""
    return A[..., ::-1].copy()[..., ::-1]


def layouts(A):
    """Yield an array stored in Fortran's order, as a slice, and backwards."""
    yield np.asfortranarray(A)
    yield np.repeat(A, 2, axis=-1)[..., ::2]
    yield backwards_of(A)


def invertible(rng):
    """Return matrices of shape (3, 3), whole and not, tiny and huge, adding up to 0, of one sign, in any order."""
    A = draw(rng, 3, 3) + np.diag([3.0, -3.0, 4.0])
    whole = rng.shared.permutation(np.array([[2, 0, 1], [-1, 3, 0], [1, 1, -2]]))
    cancelling = A - A.sum() * np.diag([1, 0, 0])
    columns, sliced, backwards = layouts(A)
    return [whole, 1.0 * whole, 1e-12 * A, cancelling, columns, backwards, 3e6 * A, np.abs(A), -np.abs(A), sliced]


def directions(rng):
    """Return as many matrices of shape (3, 3): of each kind that may come in as a direction."""
    A = draw(rng, 3, 3)
    some = A * np.array([[1, 0, 1], [0, 0, 0], [1, 0, 1]])
    columns, sliced, backwards = layouts(A)
    return [np.full((3, 3), 1.5), columns, np.rint(3 * A).astype(int), np.zeros((3, 3)), -1e-7 * np.abs(A), some,
            np.rint(3 * A), sliced, backwards, np.rint(3e6 * A - 3e6 * A.mean()) * 1.0]  # fmt: skip


def one_by_one(x):
    """Return the exponentials of an array of numbers; for a single number there is none."""
    return np.array([np.exp(value) for value in x])


# The inverse


@points(1.5)
def test_inverse(submission, reference, rng):
    """The inverse moves as it should, for matrices of 4, 3, 2 rows and of one number."""
    matrices = [orthogonal(rng, n) * np.linspace(2, 3, n) @ orthogonal(rng, n) for n in (4, 3, 2, 1)]
    cases = [(M, draw(rng, *M.shape)) for M in matrices]
    agree_on(submission.d_inv, reference.d_inv, cases, relative=True, tol=SOLVED)


@points(0.5)
def test_inverse_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, tiny and huge numbers, many rows, ill-conditioned, and float32."""
    cases = [*zip(invertible(rng), directions(rng), strict=True)]
    M = orthogonal(rng, 53) * np.geomspace(1, 1e-3, 53) @ orthogonal(rng, 53)
    cases += [(M, M @ draw(rng, 53, 53)), (np.array([[-2]]), np.array([[0.5]]))]  # of M @ E small parts decide
    cases += [(orthogonal(rng, 3) * [1.0, 0.01, 1e-4] @ orthogonal(rng, 3), draw(rng, 3, 3))]
    cases += [(np.array([[1, 2], [3, 1]]), np.array([[1, -1], [2, -2]]))]
    cases += [in_single(draw(rng, 2, 3, 3) + 2 * np.eye(3))]
    agree_on(submission.d_inv, reference.d_inv, cases, relative=True, tol=SOLVED)


# The determinant


@points(2)
def test_determinant(submission, reference, rng):
    """The gradient is right for matrices of 4, 3, 2 rows and of one number, with determinants of both signs."""
    cases = []
    for n, sign in ((3, 1), (4, -1), (3, -1), (2, 1), (1, -1)):
        M = draw(rng, n, n) + 2 * np.diag(draw(rng, n))
        M[0] *= sign * np.sign(np.linalg.det(M))
        cases.append((M,))
    agree_on(submission.grad_det, reference.grad_det, cases)


@points(1.5)
def test_determinant_of_singular(submission, rng):
    """It is finite and right where the determinant is 0: one eigenvalue 0, several, a row of zeros, all zeros."""
    a, b, c = draw(rng, 3)
    a *= -np.sign(a * b * c)  # with which U and V of the first matrix are mirrors, on every processor
    cofactors = [
        (np.diag([a, b, 0, c, 2]), np.diag([0, 0, 2 * a * b * c, 0, 0])),
        (np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([[4.0, -2.0], [-2.0, 1.0]])),
        (np.diag([a, 0, 0]), np.zeros((3, 3))),
        (np.zeros((2, 2)), np.zeros((2, 2))),
        (np.zeros((1, 1)), np.ones((1, 1))),
        (np.array([[0, 0], [a, b]]), np.array([[b, -a], [0, 0]])),
        (np.array([[0, a, 0], [0, 0, b], [0, 0, c]]), np.array([[0, 0, 0], [-a * c, 0, 0], [a * b, 0, 0]])),
        (np.full((2, 2), 1.5), np.array([[1.5, -1.5], [-1.5, 1.5]])),
    ]
    found = [*submission.grad_det.each([(M,) for M, _ in cofactors])]  # all, for a sign that some mirror
    for got, (_, right) in zip(found, cofactors, strict=True):
        agree(got, right)


@points(0.5)
def test_determinant_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, tiny and huge numbers, eight rows, and float32."""
    many = 2e6 * draw(rng, 8, 8)
    many[0] *= -np.sign(np.linalg.det(many))
    positive = np.diag([2.0, 3.0, 4.0]) + draw(rng, 3, 3)  # first, so that a sign is told from one that is forgotten
    positive[0] *= np.sign(np.linalg.det(positive))
    cases = [(M,) for M in (positive, *invertible(rng)[:6], many, *in_single([draw(rng, 3, 3)]))]
    agree_on(submission.grad_det, reference.grad_det, cases, relative=True)


# Eigenvalues and eigenvectors


def spectra(rng):
    """Yield eigenvalues that are not in ascending order, and eigenvectors, of which some have been turned over."""
    for eigenvalues in ([2.0, -1.0, 0.5, -2.3], [0.6, 1.9], [1.7], [3.0, 2.2, 1.0], [-3.0, -2.2, -1.0, 0.4, 1.1]):
        n = len(eigenvalues)
        lam = np.array(eigenvalues) + rng.uniform(-0.02, 0.02, size=n)
        yield lam, orthogonal(rng, n) * (-1) ** np.arange(n)


def symmetric(rng, n):
    """Return a symmetric matrix that is not definite."""
    A = draw(rng, n, n)
    A.flat[0] = -A.flat[-1]
    return A + A.T


def agree_on_part(submission, reference, number, cases):
    """Compare how the eigenvalues move, or the eigenvectors."""
    names = "how the eigenvalues move", "how the vectors move"
    for got, (lam, V, E) in zip(submission.d_eig.each(cases), cases, strict=True):
        count = len(got) if isinstance(got, tuple | list) else 0
        agree(count, 2, what="the number of arrays that d_eig(lam, V, E) returns")
        shapes = (len(lam),), V.shape
        parts = [expect(part, shape, what=name) for part, shape, name in zip(got, shapes, names, strict=True)]
        agree(parts[number], reference.d_eig(lam, V, E)[number], what=names[number])


@points(2)
def test_eigenvalues(submission, reference, rng):
    """Eigenvalues move as they should, in the order and with the vectors that are given."""
    cases = [(lam, V, symmetric(rng, len(lam))) for lam, V in spectra(rng)]
    agree_on_part(submission, reference, 0, cases)


@points(2.5)
def test_eigenvectors(submission, reference, rng):
    """Eigenvectors move as they should, also where lam and E are in ten-millionths."""
    cases = [(lam, V, symmetric(rng, len(lam))) for lam, V in spectra(rng)]
    lam, V, E = cases[0]
    agree_on_part(submission, reference, 1, [*cases, (1e-7 * lam, V, 1e-7 * E)])


@points(0.5)
def test_eigen_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, zeros, tiny and huge numbers, any symmetric E, and float32."""
    values = np.array([2.0, -1.0, 0.5])
    V = orthogonal(rng, 3)
    swap = np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]])
    columns, sliced, backwards = layouts(V)
    all_lam = [backwards_of(np.array([2, 0, -1])), np.array([2.0, 0.0, -1.0]), np.array([1.0, 2.0, -3.0]),
               np.repeat([0.5, 1.0, 2.0], 2)[::2], -np.array([0.5, 1.0, 2.0]), 1e-13 * values, 3e6 * values, values,
               values, values]  # fmt: skip
    all_V = [V, V, V, columns, V, sliced, swap, 1.0 * swap, np.eye(3), backwards]
    some = [list(layouts(symmetric(rng, 3)))[at] for at in (1, 2)]
    all_E = [turned(rng, [1.0, 2.0, 0.5]), turned(rng, [0.0, 1.0, -2.0]), np.zeros((3, 3)), np.diag([3, 0, 1]),
             -turned(rng, [1.0, 2.0, 0.5]), np.full((3, 3), 1.5), np.array([[2, 1, 0], [1, -3, 1], [0, 1, 1]]),
             1e-7 * symmetric(rng, 3), 3e6 * some[0], np.array([[1.0, 1, -2], [1, -2, 1], [-2, 1, 1]])]  # fmt: skip
    cases = list(zip(all_lam, all_V, all_E, strict=True))
    cases += [(values, V, turned(rng, [1e-4, 1.0, 2.0])), (values, V, some[1])]
    cases += [(values, swap, all_E[0]), (np.array([0]), np.array([[-1]]), np.array([[3]]))]
    cases += [(np.array([1.5, -1.0]), np.array([[0.0, 1.0], [-1.0, 0.0]]), np.array([[2.0, 1.0], [1.0, 0.5]]))]
    cases += [(rng.shared.permutation(53.0 - np.arange(53)), orthogonal(rng, 53), -np.abs(symmetric(rng, 53)))]
    cases += [in_single((values, V, symmetric(rng, 3)))]
    agree_on(submission.d_eig, reference.d_eig, cases, relative=True)


# Functions of all eigenvalues


@points(1.5)
def test_spectral_gradient(submission, reference, rng):
    """It is right for distinct, threefold, opposite and single eigenvalues, and for a cube, exp and a logarithm."""
    spectra = [0.5, 2.0, 1.2, 3.0], [1.3, 1.3, 1.3, 0.4], [0.7], [1.5, 1.5]
    slopes = (lambda x: 3 * x**2), (lambda x: 1 / x)
    cases = [*itertools.product([turned(rng, eigenvalues) for eigenvalues in spectra], slopes)]
    agree_on(submission.spectral_grad, reference.spectral_grad, [*cases, (turned(rng, [1.0, -1.0, 0.3]), np.exp)])


@points(0.5)
def test_spectral_gradient_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, tiny and huge numbers, any symmetric matrix, and float32."""
    cases = [
        (S, (lambda x: 3 * x**2) if number != 3 else (lambda x: -2 - x**2))
        for number, (S,) in enumerate(symmetric_edges(rng))
    ]
    A = turned(rng, [0.5, 1.0, 2.0])
    cases += [(A, lambda x: np.rint(2.2 * x).astype(int)), (turned(rng, np.linspace(-1, 1, 7)), one_by_one)]
    cases += [(np.array([[1.0, 1, -2], [1, -2, 1], [-2, 1, 1]]), np.cos), (*in_single([A]), np.exp)]
    agree_on(submission.spectral_grad, reference.spectral_grad, cases, relative=True)


@points(1.5)
def test_nuclear_gradient(submission, reference, rng):
    """It is right for tall, wide and square matrices and for one number, and 1 where all singular values are equal."""
    cases = []
    for m, n in ((4, 2), (2, 3), (3, 3), (1, 1), (1, 3)):
        M = orthogonal(rng, m)[:, : min(m, n)] * np.arange(1.0, 1 + min(m, n)) @ orthogonal(rng, n)[: min(m, n)]
        cases.append((M,))
    agree_on(submission.nuclear_grad, reference.nuclear_grad, [*cases, (2 * orthogonal(rng, 3),)])


@points(0.5)
def test_nuclear_gradient_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, tiny and huge numbers, many rows, and float32."""
    tall = draw(rng, 4, 2) * np.array([[1], [0], [-1], [1]])
    cases = [*invertible(rng)[:7:2], tall.T.copy(), np.full((4, 1), -1.5), np.array([[0, 2], [-2, 0], [0, 0]])]
    cases += [1.0 * np.eye(53, 6) + 0.1 * draw(rng, 53, 6), 1.0 * np.eye(3, 60) - 0.1 * draw(rng, 3, 60)]
    cases += [np.array([[1.0, 2.0], [3.0, -4.0], [0.0, 1.0]])[:, ::-1].copy()[:, ::-1]]
    cases += [orthogonal(rng, 3) * [1.0, 0.1, 2e-3] @ orthogonal(rng, 3)]
    cases += in_single([tall])
    agree_on(submission.nuclear_grad, reference.nuclear_grad, [(M,) for M in cases])
