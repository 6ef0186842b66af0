"""Hidden tests: 2 points for the inverse, 4 for the determinant, 5 for eigenvalues, 4 for functions of all of them."""

import numpy as np

from autograder import agree, agree_on, draw, expect, in_single, points, symmetric_edges

SOLVED = 1e-7  # tolerance of what an inverse is in


def turned(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q = orthogonal(rng, len(eigenvalues))
    S = Q * np.array(eigenvalues) @ Q.T
    return (S + S.T) / 2


def orthogonal(rng, n):
    """Return an orthogonal matrix."""
    return np.linalg.qr(draw(rng, n, n))[0]


def backwards_of(A):
    """Return an array that is stored backwards."""
    return A[..., ::-1].copy()[..., ::-1]


def sliced_of(A):
    """Return an array as every second column of another one."""
    return np.repeat(A, 2, axis=-1)[..., ::2]


def whole_matrix(rng):
    """Return an invertible matrix of whole numbers, with zeros, in any order."""
    return rng.permutation(np.array([[2, 0, 1], [-1, 3, 0], [1, 1, -2]]))


def invertible(rng):
    """Return matrices of shape (3, 3): whole numbers, also as floats, of one sign, tiny, and huge ones that cancel."""
    A = draw(rng, 3, 3) + np.diag([3.0, -3.0, 4.0])
    whole, cancelling = whole_matrix(rng), A - A.sum() * np.diag([1, 0, 0])
    return [backwards_of(whole), 1.0 * whole, sliced_of(np.abs(A)), np.asfortranarray(-1e-12 * np.abs(A)),
            3e6 * cancelling]  # fmt: skip


def directions(rng):
    """Return as many matrices of shape (3, 3): of each kind that may come in as a direction."""
    A = draw(rng, 3, 3)
    some = np.rint(3 * A) * np.array([[1, 0, 1], [0, 0, 0], [1, 0, 1]])
    return [np.asfortranarray(-1e-7 * np.abs(A)), sliced_of(np.full((3, 3), 1.5)), backwards_of(whole_matrix(rng)),
            some - some.sum() * np.diag([1, 0, 0]), np.rint(3e6 * A)]  # fmt: skip


# The inverse


@points(1.5)
def test_inverse(submission, reference, rng):
    """The inverse moves as it should, for matrices of 4, 3, 2 rows and of one number."""
    cases = [(draw(rng, n, n) + 2 * np.diag(draw(rng, n)), draw(rng, n, n)) for n in (4, 3, 2, 1)]
    agree_on(submission.d_inv, reference.d_inv, cases, relative=True, tol=SOLVED)


@points(0.5)
def test_inverse_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, tiny and huge numbers, many rows, ill-conditioned, and float32."""
    cases = [*zip(invertible(rng), directions(rng), strict=True)]
    cases += [(draw(rng, 53, 53), draw(rng, 53, 53)), (np.array([[-2]]), np.array([[0.5]]))]
    cases += [(orthogonal(rng, 3) * [1.0, 0.01, 1e-4] @ orthogonal(rng, 3), draw(rng, 3, 3))]
    cases += [(draw(rng, 3, 3) + 3 * np.eye(3), np.zeros((3, 3))), in_single(draw(rng, 2, 3, 3) + 2 * np.eye(3))]
    agree_on(submission.d_inv, reference.d_inv, cases, relative=True, tol=SOLVED)


# The determinant


@points(2)
def test_determinant(submission, reference, rng):
    """The gradient is right for matrices of 4, 3, 2 rows and of one number, with determinants of both signs."""
    cases = []
    for n, sign in ((4, -1), (3, -1), (3, 1), (2, 1), (1, -1)):
        M = draw(rng, n, n) + 2 * np.diag(draw(rng, n))
        M[0] *= sign * np.sign(np.linalg.det(M))
        cases.append((M,))
    agree_on(submission.grad_det, reference.grad_det, cases)


@points(1.5)
def test_determinant_of_singular(submission, rng):
    """It is finite and right where the determinant is 0: one eigenvalue 0, several, a row of zeros, all zeros."""
    a, b, c = draw(rng, 3)
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
    found = submission.grad_det.each([(M,) for M, _ in cofactors])
    for got, (_, right) in zip(found, cofactors, strict=True):
        agree(got, right)


@points(0.5)
def test_determinant_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, tiny and huge numbers, eight rows, and float32."""
    many = 2e6 * draw(rng, 8, 8)
    many[0, 0] -= many.sum()
    many[[0, 1]] = many[[1, 0]] if np.linalg.det(many) > 0 else many[[0, 1]]
    cases = [(M,) for M in (*invertible(rng)[:4], many, *in_single([draw(rng, 3, 3)]))]
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
    """Eigenvectors move as they should, also where lam and E are in hundred-thousandths."""
    cases = [(lam, V, symmetric(rng, len(lam))) for lam, V in spectra(rng)]
    lam, V, E = cases[0]
    agree_on_part(submission, reference, 1, [*cases, (1e-5 * lam, V, 1e-5 * E)])


@points(0.5)
def test_eigen_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, zeros, tiny and huge numbers, any symmetric E, and float32."""
    values, rising = np.array([2.0, -1.0, 0.5]), np.array([0.5, 1.0, 2.0])
    V = orthogonal(rng, 3)
    swap = np.array([[0, 1, 0], [-1, 0, 0], [0, 0, 1]])
    cases = [
        (backwards_of(np.array([2, 0, -1])), V, turned(rng, [1e-4, 1.0, 2.0])),
        (np.array([1.0, 2.0, -3.0]), V, np.zeros((3, 3))),
        (sliced_of(rising), np.asfortranarray(V), np.diag([3, 0, 1])),
        (-rising, V, turned(rng, [-1.0, -2.0, -0.5])),
        (1e-13 * values, sliced_of(V), np.full((3, 3), 1.5)),
        (values, swap, turned(rng, [1.0, 2.0, 0.5])),
        (values, 1.0 * swap, backwards_of(1e-7 * symmetric(rng, 3))),
        (3e6 * values, np.eye(3), sliced_of(3e6 * symmetric(rng, 3))),
        (values, backwards_of(V), np.array([[1.0, 1, -2], [1, -2, 1], [-2, 1, 1]])),
        (np.array([0]), np.array([[-1]]), np.array([[2.5]])),
        (np.array([1.5, -1.0]), np.array([[0.0, 1.0], [-1.0, 0.0]]), np.array([[2, 1], [1, -3]])),
        (rng.permutation(53.0 - np.arange(53)), orthogonal(rng, 53), symmetric(rng, 53)),
        in_single((values, V, symmetric(rng, 3))),
    ]
    agree_on(submission.d_eig, reference.d_eig, cases, relative=True)


# Functions of all eigenvalues


@points(1.5)
def test_spectral_gradient(submission, reference, rng):
    """It is right for distinct, threefold, opposite and single eigenvalues, and for a cube, exp and a logarithm."""
    spectra = [0.5, 2.0, 1.2, 3.0], [1.3, 1.3, 1.3, 0.4], [0.7], [1.5, 1.5]
    slopes = (lambda x: 3 * x**2), (lambda x: 1 / x)
    cases = [(turned(rng, eigenvalues), slopes[at % 2]) for at, eigenvalues in enumerate(spectra)]
    agree_on(submission.spectral_grad, reference.spectral_grad, [*cases, (turned(rng, [1.0, -1.0, 0.3]), np.exp)])


@points(0.5)
def test_spectral_gradient_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, tiny and huge numbers, any symmetric matrix, and float32."""
    slopes = {1: np.cos, 3: lambda x: -2 - x**2}
    cases = [(S, slopes.get(number, lambda x: 3 * x**2)) for number, (S,) in enumerate(symmetric_edges(rng))]
    A = turned(rng, [0.5, 1.0, 2.0])
    cases += [(A, lambda x: np.rint(2.2 * x).astype(int)), (*in_single([A]), np.exp)]
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
    cases = [*invertible(rng)[:4], tall.T.copy(), np.full((4, 1), -1.5), np.array([[2, 0], [0, -2], [0, 0]])[:, ::-1]]
    cases += [3e6 * np.eye(53, 6) + 3e5 * draw(rng, 53, 6), 1.0 * np.eye(3, 60) - 0.1 * draw(rng, 3, 60)]
    cases += [orthogonal(rng, 3) * [1.0, 0.1, 2e-3] @ orthogonal(rng, 3)]
    cases += in_single([tall])
    agree_on(submission.nuclear_grad, reference.nuclear_grad, [(M,) for M in cases])
