"""Hidden tests: 2 points each for vec and unvec, 5 for the Kronecker product, 4, 3 and 4 for the rest."""

import numpy as np

from autograder import agree, draw, expect, points


def whole(rng, m, n):
    """Return whole numbers that do not lie in one piece in memory."""
    return rng.integers(-9, 10, size=(n, 2 * m))[:, ::2].T


def stacked(X):
    """Return the columns of a matrix, one after the other."""
    return np.concatenate(X.T)


def random_matrices(rng):
    """Return matrices of several shapes and a tolerance for each: floats, slices of whole numbers, float32."""
    exact = [draw(rng, 3, 4), draw(rng, 2, 2), whole(rng, 4, 2), draw(rng, 1, 3), draw(rng, 3, 1)]
    return [*((X, 1e-9) for X in exact), (draw(rng, 2, 3).astype(np.float32), 1e-4)]


@points(2)
def test_vec(submission, rng):
    """The columns are stacked, the first on top, for matrices of several shapes and kinds."""
    for X, tol in random_matrices(rng):
        agree(submission.vec(X), stacked(X), tol=tol)


@points(2)
def test_unvec(submission, rng):
    """A stack of columns becomes the matrix again, for matrices of several shapes and kinds."""
    for X, tol in random_matrices(rng):
        agree(submission.unvec(stacked(X), X.shape), X, tol=tol)


@points(3)
def test_kron_op(submission, reference, rng):
    """The matrix of X ↦ AXB is right, and takes vec X to vec(AXB), for matrices that are square and not."""
    for r, m, n, s in [(2, 3, 4, 5), (2, 2, 2, 2), (1, 3, 1, 2)]:
        A, X, B = draw(rng, r, m), draw(rng, m, n), draw(rng, n, s)
        M = submission.kron_op(A, B)
        agree(M, reference.kron_op(A, B))
        agree(M @ stacked(X), stacked(A @ X @ B), what="kron_op(A, B) times vec X")


@points(1)
def test_kron_op_of_other_arrays(submission, reference, rng):
    """The matrix of X ↦ AXB is right for slices, whole numbers and float32."""
    A, B = whole(rng, 2, 3), whole(rng, 3, 1)
    agree(submission.kron_op(A, B), reference.kron_op(A, B))
    A, B = draw(rng, 3, 2).astype(np.float32), draw(rng, 1, 2).astype(np.float32)
    agree(submission.kron_op(A, B), reference.kron_op(A.astype(float), B.astype(float)), tol=1e-4)


@points(1)
def test_the_derivative_of_a_square(submission, rng):
    """The maps D ↦ XD and D ↦ DX add up to the derivative of X²: what a step D leaves over is exactly D²."""
    X, D, one = draw(rng, 3, 3), draw(rng, 3, 3), np.eye(3)
    left, right = (expect(submission.kron_op(*pair), (9, 9)) for pair in [(X, one), (one, X)])
    change = (X + D) @ (X + D) - X @ X
    rest = stacked(change) - (left + right) @ stacked(D)
    agree(rest, stacked(D @ D), what="The change of vec(X²), less what kron_op(X, I) + kron_op(I, X) promises,")


@points(2.5)
def test_commutation(submission, reference):
    """The commutation matrix is right for shapes that are square and not, 1 by 1 among them."""
    for m, n in [(2, 3), (4, 2), (3, 3), (1, 3), (1, 1)]:
        agree(submission.commutation(m, n), reference.commutation(m, n))


@points(1.5)
def test_commutation_transposes(submission, rng):
    """The commutation matrix takes vec X to vec(Xᵀ), and that of the other shape, its transpose, leads back."""
    X = draw(rng, 3, 5)
    there, back = (expect(submission.commutation(*shape), (15, 15)) for shape in [(3, 5), (5, 3)])
    agree(there @ stacked(X), stacked(X.T), what="commutation(3, 5) times vec X")
    agree(back @ stacked(X.T), stacked(X), what="commutation(5, 3) times vec(Xᵀ)")
    agree(back, there.T, what="commutation(5, 3), beside the transpose of commutation(3, 5),")


@points(3)
def test_duplication(submission, reference, rng):
    """The duplication matrix is right, and takes the free entries of a symmetric matrix to its vec."""
    for n in (3, 2, 4, 1):
        D = submission.duplication(n)
        agree(D, reference.duplication(n))
        S = draw(rng, n, n)
        S = S + S.T
        free = np.concatenate([S[j:, j] for j in range(n)])
        agree(D @ free, stacked(S), what=f"duplication({n}) times vech S")


@points(2.5)
def test_symmetric_gradient(submission, reference, rng):
    """The gradient by the free entries is right, whether G is symmetric or not."""
    for n in (3, 2, 4, 1):
        G = draw(rng, n, n)
        agree(submission.sym_grad(G), reference.sym_grad(G))
    agree(submission.sym_grad(G + G.T), reference.sym_grad(G + G.T))
    G = whole(rng, 3, 3)
    agree(submission.sym_grad(G), reference.sym_grad(G))


@points(1.5)
def test_symmetric_gradient_foretells_changes(submission, rng):
    """Where the free entries of S move, the gradient tells what the linear function tr(GᵀS) does, exactly."""
    G, step = draw(rng, 4, 4), draw(rng, 4, 4)
    step = step + step.T
    free = np.concatenate([step[j:, j] for j in range(4)])
    gradient = expect(submission.sym_grad(G), (10,))
    agree(gradient @ free, np.sum(G * step), what="The change of tr(GᵀS) that your gradient promises")
