"""Hidden tests: 4 points for logistic regression, 5 for a network, 2.5 for Gauss–Newton, 3.5 for what products tell."""

import numpy as np

from autograder import agree, agree_on, draw, edges, edges_of_many, expect, in_single, points

SIZES = [(7, 4, 3, 2), (3, 3, 3, 3), (5, 2, 4, 1), (4, 1, 1, 1)]


def symmetric(rng, eigenvalues):
    """Return a symmetric matrix that has these eigenvalues."""
    n = len(eigenvalues)
    Q, _ = np.linalg.qr(draw(rng, n, n))
    return Q * np.array(eigenvalues) @ Q.T


# Logistic regression


@points(2.5)
def test_logistic(submission, reference, rng):
    """The product is right for more samples than weights, for fewer, one, and scores of thousands of either sign."""
    sizes = (7, 3), (2, 4), (1, 2)
    cases = [(draw(rng, N, d), draw(rng, d), draw(rng, d)) for N, d in sizes]
    X, w, v = draw(rng, 5, 3), draw(rng, 3), draw(rng, 3)
    far = 2000 * np.abs(X[0]) * np.sign(w)
    cases += [(np.vstack([sign * far, X[1:]]), w, v) for sign in (1, -1)]
    agree_on(submission.hvp_logistic, reference.hvp_logistic, cases)


@points(1)
def test_logistic_without_the_matrix(submission, reference, rng):
    """It is right for 20,000 weights, whose Hessian does not fit into the memory that there is."""
    X, w, v = np.tile(draw(rng, 3, 1, 200) * [[[1.0]], [[1e-3]], [[1.0]]], 100)
    w, v = w[0], v[0]
    agree(submission.hvp_logistic(X, w, v), reference.hvp_logistic(X, w, v))


def regressions(rng):
    """Yield X, w and v of each kind that may come in, no score of which is between 10 and 100."""
    for X, w, v in edges(rng, "N d", "d", "d"):
        size = np.max(np.abs(np.asarray(X) @ w))
        if size < 10:
            yield X, w, v
        elif w.dtype.kind == "f":
            yield X, w * (5 / size), v
        else:
            yield X * (5 / size), w, v
    X, w, v = draw(rng, 4, 3), draw(rng, 3), draw(rng, 3)
    yield 1e-7 * X, np.repeat(1e7 * w, 2)[::2], v
    yield np.array([[1.0, 0, 2], [0, 0, 0], [-1, 1, 0], [2, -1, 1]]), w[::-1].copy()[::-1], np.array([2, 0, -1])


@points(0.5)
def test_logistic_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers, many samples, and float32."""
    cases = [*regressions(rng), in_single((draw(rng, 4, 3), draw(rng, 3), draw(rng, 3)))]
    agree_on(submission.hvp_logistic, reference.hvp_logistic, cases, relative=True)


# A network


def network(rng, N, d, h, k):
    """Return X, Y, W1, W2, V1 and V2; no unit is saturated."""
    return draw(rng, N, d), draw(rng, N, k), 0.6 * draw(rng, d, h), draw(rng, h, k), draw(rng, d, h), draw(rng, h, k)


def networks(rng):
    """Yield arguments of each kind that may come in."""
    shapes = ("N d", "N k", "d h", "h k", "d h", "h k")
    for X, Y, W1, W2, V1, V2 in edges_of_many(rng, *shapes, many=52):
        size = np.max(np.abs(np.asarray(X) @ W1))
        yield X, Y, W1 if size < 5 else W1 * (2 / size), W2, V1, V2
    X, Y, W1, W2, V1, V2 = network(rng, 4, 3, 3, 2)
    yield 1e-7 * X, Y, 1e7 * W1, W2, 1e7 * V1, 3e6 * V2
    yield X, Y, np.rint(W1).astype(int)[:, ::-1].copy()[:, ::-1], W2, 1e-7 * V1, 1e-7 * V2
    X, Y, W1, W2, V1, V2 = (np.asfortranarray(np.rint(array)) for array in network(rng, 4, 2, 3, 2))
    yield X, Y, W1, 2 * W2, 2 * V1, 2 * V2


@points(4)
def test_network(submission, reference, rng):
    """The product is right for all sizes, with one of 1 or all the same, and in a direction of the size 10⁴."""
    cases = [network(rng, *sizes) for sizes in SIZES]
    X, Y, W1, W2, V1, V2 = network(rng, 5, 3, 2, 4)
    cases += [(X, Y, W1, W2, *direction) for direction in ((1e4 * V1, 1e4 * V2), (V1, 0 * V2), (0 * V1, V2))]
    agree_on(submission.hvp_mlp, reference.hvp_mlp, cases)


@points(0.5)
def test_network_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers, many units, and float32."""
    cases = [*networks(rng), in_single(network(rng, 4, 3, 2, 2))]
    agree_on(submission.hvp_mlp, reference.hvp_mlp, cases, relative=True)


@points(0.5, after="test_network", why="a Hessian is symmetric: what it is, without the reference")
def test_network_is_symmetric(submission, rng):
    """The product with one direction, times another one, is the same the other way round."""
    X, Y, W1, W2, V1, V2 = network(rng, 5, 3, 4, 2)
    U1, U2 = draw(rng, 3, 4), draw(rng, 4, 2)
    numbers = []
    products = submission.hvp_mlp.each([(X, Y, W1, W2, V1, V2), (X, Y, W1, W2, U1, U2)])
    for (first, second), (B1, B2) in zip(products, ((U1, U2), (V1, V2)), strict=True):
        what = "of hvp_mlp(X, Y, W1, W2, V1, V2)"
        numbers.append(np.sum(expect(first, (3, 4), what=f"value 0 {what}") * B1)
                       + np.sum(expect(second, (4, 2), what=f"value 1 {what}") * B2))  # fmt: skip
    agree(numbers[0], numbers[1], what="u·Hv, held against v·Hu,")


@points(2)
def test_gauss_newton(submission, reference, rng):
    """The product is right for all sizes, and the Hessian's where all targets are met."""
    cases = [(X, *others) for X, _, *others in (network(rng, *sizes) for sizes in SIZES)]
    agree_on(submission.gauss_newton_product, reference.gauss_newton_product, cases)
    X, _, W1, W2, V1, V2 = network(rng, 5, 3, 2, 2)
    met = reference.hvp_mlp(X, np.tanh(X @ W1) @ W2, W1, W2, V1, V2)
    agree(submission.gauss_newton_product(X, W1, W2, V1, V2), met, what="gauss_newton_product where targets are met")


@points(0.5)
def test_gauss_newton_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers, many units, and float32."""
    cases = [(X, *others) for X, _, *others in (*networks(rng), in_single(network(rng, 4, 3, 2, 2)))]
    agree_on(submission.gauss_newton_product, reference.gauss_newton_product, cases, relative=True)


# What products tell


def counted(matrix):
    """Return a function that multiplies by a matrix, and the list of its calls."""
    calls = []

    def hvp(v):
        calls.append(1)
        return matrix @ (1.0 * v)

    return hvp, calls


@points(2)
def test_top_eigenvalue(submission, rng):
    """The eigenvalue of largest size has its sign, in all units, for one number, and wherever its vector points."""
    # The vector is (0, 1, -1, 2, -2, ..., 512, -512, 0, ...): to (1, ..., 1) it is orthogonal, and to few other signs.
    # In powers of two, nothing of it comes from rounding.
    top = np.pad(np.outer(2.0 ** np.arange(10), [1.0, -1.0]).ravel(), (1, 43))
    axes = np.eye(64)
    pairs = axes[[0, 61]] - axes[[63, 62]]  # with eigenvalues of their own, by which mistakes are told apart
    S = 2.0**14 * (2.0 * axes + pairs.T * [-3.0, 3.0] @ pairs) - np.outer(top, top)
    elsewhere = np.zeros((64, 64))  # what sees the vector above never sees its own
    within = top != 0
    elsewhere[np.ix_(within, within)] = symmetric(rng, np.repeat([-0.5, 0.5], 10))
    elsewhere[np.ix_(~within, ~within)] = symmetric(rng, np.repeat([1.0, -0.5, 0.5], [1, 21, 22]))
    unit, tiny, number = 2.0 ** rng.shared.integers(4, 8), 3e-90 * rng.uniform(1, 1.5), -rng.uniform(1.2, 2.4)
    cases = [
        (unit * S, (2.0**15 - top @ top) * unit),
        (tiny * elsewhere, tiny),
        (np.array([[number]]), number),
    ]
    given = [counted(matrix) for matrix, _ in cases]
    found = [submission.top_eigenvalue(hvp, len(matrix)) for (hvp, _), (matrix, _) in zip(given, cases, strict=True)]
    for value, (_, calls), (matrix, right) in zip(found, given, cases, strict=True):
        got = expect(value, tol=1e-6, what="top_eigenvalue(hvp, n)")
        agree(got / right, 1.0, tol=1e-6, what=f"top_eigenvalue(hvp, n) divided by the eigenvalue {right:g}")
        assert len(calls) <= 200, f"top_eigenvalue(hvp, {len(matrix)}) called hvp {len(calls)} times; 200 are allowed."


@points(1)
def test_trace(submission, reference, rng):
    """The mean is right for six probes and for one, and the trace for probes that are √n times the axes."""
    S = symmetric(rng, [2.0, -1.0, 0.5, 1.2])
    cases = [(S.dot, Z) for Z in (draw(rng, 6, 4), draw(rng, 1, 4), 2.0 * np.eye(4))]
    agree_on(submission.hutchinson, reference.hutchinson, cases)


@points(0.5)
def test_trace_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers and products, and float32."""
    S, whole = symmetric(rng, [2.0, -1.0, 0.5]), np.array([[2, 1, 0], [1, -3, 1], [0, 1, 1]])
    Z = draw(rng, 2, 3)
    backwards = (3e6 * draw(rng, 3, 3))[:, ::-1].copy()[:, ::-1]
    cases = [
        (S.dot, np.asfortranarray(-6e-7 * np.abs(Z))),
        (S.dot, backwards),
        (S.dot, np.array([[1, 0, -1], [0, 0, 0], [1, 0, -1]])),
        ((1e-9 * S).dot, np.full((1, 3), 1.5)),
        (S.dot, np.zeros((1, 3))),
        (lambda z: (whole @ np.rint(z)).astype(int), np.array([[2.0, -1.0, 1.0], [1.0, 1.0, -2.0]])),
        (lambda z: 2.5 * z, np.array([[-1.5]])),
        (lambda z: z - z.mean(), draw(rng, 1, 53)),
        (S.dot, *in_single([Z])),
    ]
    agree_on(submission.hutchinson, reference.hutchinson, cases, relative=True)
