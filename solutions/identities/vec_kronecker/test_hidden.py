"""Hidden tests: 2 points each for vec and unvec, 5 for the Kronecker product, 4, 3 and 4 for the rest."""

import itertools

import numpy as np

from autograder import agree, agree_at_edges, agree_on, draw, expect, points


def stacked(X):
    """Return the columns of a matrix, one after the other."""
    return np.concatenate(X.T)


def sizes(rng, *choice):
    """Return sizes in random order, as ints."""
    return rng.permutation(choice).tolist()


@points(1.5)
def test_vec(submission, rng):
    """The columns are stacked, the first on top."""
    agree_on(submission.vec, stacked, [(draw(rng, *shape),) for shape in [(2, 2), sizes(rng, 2, 3)]])


@points(0.5)
def test_vec_of_other_arrays(submission, rng):
    """The columns are stacked for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.vec, stacked, rng, "m n", linear=True)


@points(1.5)
def test_unvec(submission, rng):
    """A stack of columns becomes the matrix again."""
    for shape in [(2, 2), sizes(rng, 2, 3)]:
        X = draw(rng, *shape)
        agree(submission.unvec(stacked(X), X.shape), X)


@points(0.5)
def test_unvec_of_other_arrays(submission, rng):
    """A stack becomes a matrix again for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    shapes = itertools.cycle(rng.permutation([(3, 4), (4, 3), (2, 6), (12, 1), (1, 12)]).tolist())

    def student(v):
        return submission.unvec(v, shape_for(v))

    def shape_for(v):
        shape = (1, 1) if len(v) == 1 else tuple(next(shapes))
        asked.append(shape)
        return shape

    asked = []
    agree_at_edges(student, lambda v: v.reshape(asked[-1][::-1]).T, rng, "12", linear=True)
    large = [draw(rng, 53, 2), draw(rng, 2, 53)]
    for X, found in zip(large, submission.unvec.each([(stacked(X), X.shape) for X in large]), strict=True):
        agree(found, X)


@points(3)
def test_kron_op(submission, reference, rng):
    """The matrix of X ↦ AXB is right, and takes vec X to vec(AXB), for matrices that are square and not."""
    for r, m, n, s in [(2, 2, 2, 2), sizes(rng, 2, 3, 4, 5)]:
        A, X, B = draw(rng, r, m), draw(rng, m, n), draw(rng, n, s)
        M = submission.kron_op(A, B)
        agree(M, reference.kron_op(A, B))
        agree(M @ stacked(X), stacked(A @ X @ B), what="kron_op(A, B) times vec X")


@points(1)
def test_kron_op_of_other_arrays(submission, reference, rng):
    """The matrix of X ↦ AXB is right for all sizes, slices, whole, equal, tiny, huge numbers, zeros and float32."""
    agree_at_edges(submission.kron_op, reference.kron_op, rng, "r m", "n s", many=6)
    pairs = [(draw(rng, *first), draw(rng, *first[::-1])) for first in ((53, 2), (2, 53))]
    agree_on(submission.kron_op, reference.kron_op, pairs)


@points(1)
def test_the_derivative_of_a_square(submission, rng):
    """The maps D ↦ XD and D ↦ DX add up to the derivative of X²: what a step D leaves over is exactly D²."""
    X, D, one = draw(rng, 3, 3), draw(rng, 3, 3), np.eye(3)
    left, right = (expect(submission.kron_op(*pair), (9, 9)) for pair in [(X, one), (one, X)])
    change = (X + D) @ (X + D) - X @ X
    rest = stacked(change) - (left + right) @ stacked(D)
    agree(rest, stacked(D @ D), what="The change of vec(X²), less what kron_op(X, I) + kron_op(I, X) promises,")


@points(2.5)
def test_commutation(submission, reference, rng):
    """The commutation matrix is right for shapes that are square and not, rows and columns among them."""
    m, n, k, one, other = rng.permutation(np.arange(2, 8))[:5]
    many = rng.integers(51, 62)
    shapes = rng.permutation([(m, n), (k, k), (1, one), (other, 1), (1, 1), (many, 2), (2, many)]).tolist()
    agree_on(submission.commutation, reference.commutation, shapes)


@points(1.5, after="test_commutation", why="It is what the matrix is for: it transposes, and its transpose leads back.")
def test_commutation_transposes(submission, rng):
    """The commutation matrix takes vec X to vec(Xᵀ), and that of the other shape, its transpose, leads back."""
    m, n = rng.permutation(np.arange(2, 7)).tolist()[:2]
    X = draw(rng, m, n)
    there, back = (expect(submission.commutation(*shape), (m * n, m * n)) for shape in [(m, n), (n, m)])
    agree(there @ stacked(X), stacked(X.T), what=f"commutation({m}, {n}) times vec X")
    agree(back @ stacked(X.T), stacked(X), what=f"commutation({n}, {m}) times vec(Xᵀ)")
    agree(back, there.T, what=f"commutation({n}, {m}), beside the transpose of commutation({m}, {n}),")


@points(3)
def test_duplication(submission, reference, rng):
    """The duplication matrix is right, and takes the free entries of a symmetric matrix to its vec."""
    few, many = rng.permutation(np.arange(2, 10)).tolist()[:3], int(rng.integers(11, 16))
    orders = sizes(rng, 1, *few, many)
    for n, D in zip(orders, submission.duplication.each([(n,) for n in orders]), strict=True):
        agree(D, reference.duplication(n))
        S = draw(rng, n, n)
        S = S + S.T
        free = np.concatenate([S[j:, j] for j in range(n)])
        agree(D @ free, stacked(S), what=f"duplication({n}) times vech S")


@points(2)
def test_symmetric_gradient(submission, reference, rng):
    """The gradient by the free entries is right, whether G is symmetric or not."""
    first, second = (draw(rng, n, n) for n in sizes(rng, 3, 4))
    agree_on(submission.sym_grad, reference.sym_grad, [(first,), (second,), (second + second.T,)])


@points(0.5)
def test_symmetric_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.sym_grad, reference.sym_grad, rng, "n n", linear=True)


@points(1.5)
def test_symmetric_gradient_foretells_changes(submission, rng):
    """Where the free entries of S move, the gradient tells what the linear function tr(GᵀS) does, exactly."""
    G, step = draw(rng, 4, 4), draw(rng, 4, 4)
    step = step + step.T
    free = np.concatenate([step[j:, j] for j in range(4)])
    gradient = expect(submission.sym_grad(G), (10,))
    agree(gradient @ free, np.sum(G * step), what="The change of tr(GᵀS) that your gradient promises")
