"""Hidden tests: 6 points for the kernel, 5 for the fit, 5 for the gradient, 4 for predictions."""

import numpy as np

from autograder import agree, draw, edges, expect, points

SOLVED = 1e-7  # tolerance of what comes out of linear solves


def kernel(rng, N, d=2, ell=1.3):
    """Return a Gaussian kernel between N random points."""
    X = draw(rng, N, d)
    return np.exp(-(((X[:, None] - X) / ell) ** 2).sum(axis=-1) / 2)


def of_size_one(got, right, what, tol=1e-9):
    """Compare in units in which the right answer has the size 1: no error is small beside nothing."""
    size = np.linalg.norm(right) or 1.0
    agree(expect(got, right.shape, tol=tol, what=what) / size, right / size, tol=tol, what=f"{what}, over {size:.1e},")


def edge_kernels(rng):
    """Yield symmetric matrices without negative eigenvalues that are not what kernels of random points look like."""
    yield np.array([[4, 1, 0], [1, 3, -1], [0, -1, 2]])
    yield np.diag([2.0, 0.0, 1.0])
    yield np.zeros((2, 2))
    yield np.full((3, 3), 1.5)
    yield np.array([[1.0, -1.0], [-1.0, 1.0]])
    yield 1e-7 * kernel(rng, 4)
    yield 2e6 * kernel(rng, 4)
    yield np.repeat(np.repeat(kernel(rng, 3), 2, axis=0), 2, axis=1)[::-1, ::-1]
    yield kernel(rng, 53)
    yield np.zeros((1, 1))


def edge_vectors(rng, n):
    """Yield vectors of n entries: whole (int, float), equal, tiny, huge, zero, and cancelling ones."""
    ascending = np.arange(n) - 1
    yield from (ascending, ascending[::-1], 2.0 * ascending, np.full(n, 1.5), -1e-7 * rng.uniform(1, 2, size=n))
    yield from (2e6 * draw(rng, n), np.zeros(n), np.where(np.arange(n) % 2, 0.0, draw(rng, n)))
    yield draw(rng, n) if n == 1 else np.concatenate([v := draw(rng, n - 1), [-v.sum()]])


def in_reach(ell, *points):
    """Return a length scale that is positive, and from which no point is much more than a few times as far away."""
    return max(abs(ell), *(0.3 * np.max(np.abs(X)) for X in points)) or 2


def matched(rng, count):
    """Yield edge kernels, each with so many edge vectors, so that every kind of either occurs beside others."""
    for number, K in enumerate(edge_kernels(rng)):
        kinds = [list(edge_vectors(rng, len(K))) for _ in range(count)]
        yield K, *(vectors[(number + 4 * place) % len(vectors)] for place, vectors in enumerate(kinds))


# The kernel


@points(4)
def test_kernel(submission, reference, rng):
    """The kernel is right between different points, as many or not, in any dimension, at any length scale."""
    for n, m, d in (
        (5, 3, 2),
        (4, 4, 3),
        (1, 6, 2),
        (3, 1, 4),
        (2, 3, 1),
        (3, 3, 3),
        (1, 1, 1),
        (60, 2, 2),
        (2, 2, 12),
    ):
        A, B, ell = draw(rng, n, d), draw(rng, m, d), rng.uniform(1.2, 2.0)
        agree(submission.rbf(A, B, ell), reference.rbf(A, B, ell))
    A, B = draw(rng, 3, 2), draw(rng, 4, 2)
    for ell in (0.5, 1.0, 30.0):
        agree(submission.rbf(A, B, ell), reference.rbf(A, B, ell))


@points(2)
def test_kernel_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, equal points, far from the origin, in other units, and for float32."""
    half = draw(rng, 3, 2)
    for A, B, length in edges(rng, "n d", "m d", ""):
        ell = in_reach(length, A, B)
        agree(submission.rbf(A, B, ell), reference.rbf(A, B, ell))
        agree(submission.rbf(B, A, ell), reference.rbf(B, A, ell))
    whole = np.array([[0.0, 2.0], [1.0, -1.0], [0.0, 0.0]])
    for A, B, ell in ((whole, half, 2), (half, whole, 3.0), (whole, whole[::-1], 1), (half, half, 1)):
        agree(submission.rbf(A, B, ell), reference.rbf(A, B, ell))
    A = half - half.mean()
    agree(submission.rbf(A, np.zeros((2, 2)), 1.3), reference.rbf(A, np.zeros((2, 2)), 1.3))
    agree(submission.rbf(np.full((2, 2), 1.5), A, 1.3), reference.rbf(np.full((2, 2), 1.5), A, 1.3))
    A = np.vstack([half, half[:1], np.zeros((1, 2)), np.full((1, 2), 1.25)])
    agree(submission.rbf(A, A, 0.9), reference.rbf(A, A, 0.9))
    for unit in (1e-9, 1e9):
        agree(submission.rbf(unit * half, unit * A, 1.3 * unit), reference.rbf(half, A, 1.3))
    agree(submission.rbf(100 + half, 100 + A, 1.3), reference.rbf(100 + half, 100 + A, 1.3))
    A, B = draw(rng, 3, 2).astype(np.float32), draw(rng, 4, 2).astype(np.float32)
    agree(submission.rbf(A, B, 1.5), reference.rbf(A, B, 1.5), tol=1e-4)


# The fit


@points(3)
def test_fit(submission, reference, rng):
    """The coefficients are right for many points, for two and for one, for small penalties and large ones."""
    for N, lam in ((7, 0.3), (2, 1.5), (1, 0.7), (5, 1e-3), (60, 0.5), (4, 200.0)):
        K, y = kernel(rng, N), draw(rng, N)
        of_size_one(submission.krr_fit(K, y, lam), reference.krr_fit(K, y, lam), "krr_fit(K, y, lam)", SOLVED)


@points(1)
def test_fit_of_other_arrays(submission, reference, rng):
    """They are right where a point was measured twice, for whole numbers, slices, other units, and float32."""
    whole, other, K = np.array([[4, 1, 0], [1, 3, -1], [0, -1, 2]]), draw(rng, 3), kernel(rng, 3)
    entries = np.array([3, 0, -2])
    for A, y, lam in (
        (whole, other, 0.5),
        (K, entries, 2),
        (K, other, 2),
        (K, 1.0 * entries, 0.5),
        (whole, entries, 2),
    ):
        agree(submission.krr_fit(A, y, lam), reference.krr_fit(A, y, lam), tol=SOLVED)
    for number, (K, y) in enumerate(matched(rng, 1)):
        lam = (2, 0.5, 1.0, 3e6, 0.3)[number % 5] * (0.1 * np.max(K) if 0 < np.max(K) < 1e-3 else 1)
        agree(submission.krr_fit(K, y, lam), reference.krr_fit(K, y, lam), tol=SOLVED)
    for unit in (1e-9, 1e9):
        K, y = unit * kernel(rng, 4), unit * draw(rng, 4)
        agree(submission.krr_fit(K, y, 0.3 * unit), reference.krr_fit(K, y, 0.3 * unit), tol=SOLVED)
    K, y = kernel(rng, 4).astype(np.float32), draw(rng, 4).astype(np.float32)
    agree(submission.krr_fit(K, y, 0.5), reference.krr_fit(K, y, 0.5), tol=1e-4)


@points(1, after="test_fit", why="what the fit is for: it is ridge regression in the space of the features")
def test_a_linear_kernel_is_ridge_regression(submission, rng):
    """With the kernel X Xᵀ, the weights Xᵀα are those of ridge regression."""
    X, y, lam = draw(rng, 6, 2), draw(rng, 6), rng.uniform(0.4, 1.4)
    alpha = expect(submission.krr_fit(X @ X.T, y, lam), (6,), tol=SOLVED, what="krr_fit(X Xᵀ, y, lam)")
    agree(X.T @ alpha, np.linalg.solve(X.T @ X + lam * np.eye(2), X.T @ y), tol=1e-6, what="Xᵀα for a linear kernel")


# The gradient


@points(4)
def test_gradient(submission, reference, rng):
    """The gradient is right for many points and one, with a penalty and without, for targets near 10⁴."""
    for N, lam in ((7, 0.3), (4, 2.5), (1, 0.7), (3, 0), (60, 0.5)):
        K, y, a = kernel(rng, N), draw(rng, N), draw(rng, N)
        agree(submission.krr_grad(K, y, a, lam), reference.krr_grad(K, y, a, lam))
    K, y, a = kernel(rng, 5), 1e4 * draw(rng, 5), draw(rng, 5)
    agree(submission.krr_grad(K, y, a, 0.3), reference.krr_grad(K, y, a, 0.3))


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, other units, and float32."""
    whole, other, K = np.array([[4, 1, 0], [1, 3, -1], [0, -1, 2]]), draw(rng, 3), kernel(rng, 3)
    entries = np.array([3, 0, -2])
    some = [(whole, other, 0.5), (K, entries, 2), (K, other, 2), (K, 1.0 * entries, 0.5), (whole, entries, 2)]
    for (A, y, lam), a in zip(
        some, (other[::-1], entries, entries[::-1] + 1, np.array([1.5, 1.5, -0.5]), entries), strict=True
    ):
        agree(submission.krr_grad(A, y, a, lam), reference.krr_grad(A, y, a, lam))
    for number, (K, y, a) in enumerate(matched(rng, 2)):
        lam = (2, 0.5, 1.0, 3e6, 0.3)[number % 5]
        agree(submission.krr_grad(K, y, a, lam), reference.krr_grad(K, y, a, lam))
    for y, a in (
        (draw(rng, 3), np.array([3, 0, -2])),
        (np.array([3, 0, -2]), draw(rng, 3)),
        (np.zeros(3), 1e-7 * draw(rng, 3)),
    ):
        K = kernel(rng, 3)
        agree(submission.krr_grad(K, y, a, 0.25), reference.krr_grad(K, y, a, 0.25))
    for unit in (1e-9, 1e9):
        K, y, a = unit * kernel(rng, 4), unit * draw(rng, 4), draw(rng, 4)
        of_size_one(submission.krr_grad(K, y, a, 0.3 * unit), reference.krr_grad(K, y, a, 0.3 * unit), "the gradient")
    K, y, a = (array.astype(np.float32) for array in (kernel(rng, 4), draw(rng, 4), draw(rng, 4)))
    agree(submission.krr_grad(K, y, a, 0.5), reference.krr_grad(K, y, a, 0.5), tol=1e-4)


# Predictions


@points(3)
def test_predictions(submission, reference, rng):
    """Predictions are right for more new points than old ones, for fewer, for as many elsewhere, and for one."""
    with submission.replacing(rbf=reference.rbf):
        for M, N, d in ((6, 4, 2), (3, 5, 1), (4, 4, 3), (1, 3, 2), (5, 1, 2), (60, 2, 2), (3, 3, 3)):
            Xnew, X, alpha, ell = draw(rng, M, d), draw(rng, N, d), draw(rng, N), rng.uniform(1.2, 2.0)
            agree(submission.predict(Xnew, X, alpha, ell), reference.predict(Xnew, X, alpha, ell))
        agree(submission.predict(X, X, alpha, 0.6), reference.predict(X, X, alpha, 0.6))


@points(1)
def test_predictions_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, coefficients that are zero or large, other units, and float32."""
    whole, half = np.array([[0.0, 2.0], [1.0, -1.0], [0.0, 0.0]]), draw(rng, 4, 2)
    with submission.replacing(rbf=reference.rbf):
        for Xnew, X, alpha, length in edges(rng, "M d", "N d", "N", ""):
            ell = in_reach(length, Xnew, X)
            agree(submission.predict(Xnew, X, alpha, ell), reference.predict(Xnew, X, alpha, ell))
        places = (half - half.mean(), 2), (whole, 3.0), (np.zeros((2, 2)), 1.1), (np.full((2, 2), 1.5), 1.1)
        for number, alpha in enumerate(edge_vectors(rng, 4)):
            Xnew, ell = places[number % len(places)]
            agree(submission.predict(Xnew, half, alpha, ell), reference.predict(Xnew, half, alpha, ell))
        others = half[:3] - half[:3].mean(), np.zeros((3, 2)), np.full((3, 2), 1.5)
        for X, alpha in (
            (whole, draw(rng, 3)),
            (others[0], np.array([2, 0, -1])),
            *((X, draw(rng, 3)) for X in others[1:]),
        ):
            agree(submission.predict(half, X, alpha, 1.3), reference.predict(half, X, alpha, 1.3))
        alpha = np.array([1.5, -0.5, 1.0])
        for unit in (1e-9, 1e9):
            got = submission.predict(unit * half, unit * whole, unit * alpha, 1.5 * unit)
            of_size_one(got, unit * reference.predict(half, whole, alpha, 1.5), "the predictions")
        grid = np.rint(half).astype(int)
        for Xnew, X, alpha in (
            (grid, np.asfortranarray(half + 0.25), draw(rng, 4)),
            (half, grid, draw(rng, 4)),
            (half, half + 0.5, grid[:, 0]),
        ):
            agree(submission.predict(Xnew, X, alpha, 1.5), reference.predict(Xnew, X, alpha, 1.5))
        Xnew, X, alpha = (array.astype(np.float32) for array in (half, whole, draw(rng, 3)))
        agree(submission.predict(Xnew, X, alpha, 1.5), reference.predict(Xnew, X, alpha, 1.5), tol=1e-4)
