"""Hidden tests: 6 points for the kernel, 5 for the fit, 5 for the gradient, 4 for predictions."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_reach, in_single, points

SOLVED = 1e-7  # tolerance of what comes out of linear solves
CANCELLING = np.array([[1, -1, 0], [-1, 2, -1], [0, -1, 1]])  # no negative eigenvalues
TINY = 1e-9 * np.diag([2.0, 0.0, 1.0])


def kernel(rng, N, d=2, ell=1.3):
    """Return a Gaussian kernel between N random points."""
    X = draw(rng, N, d)
    return np.exp(-(((X[:, None] - X) / ell) ** 2).sum(axis=-1) / 2)


def products(number, X):
    """Return the kernel X Xᵀ, stored backwards, as a slice, in Fortran's order, or as it comes."""
    K = X @ X.T
    doubled = np.repeat(np.repeat(K, 2, axis=0), 2, axis=1)
    return (K[::-1, ::-1].copy()[::-1, ::-1], doubled[::2, ::2], np.asfortranarray(K), K)[number % 4]


def apart(A, B, ell):
    """Return points that stand near the origin, others some 6.1 length scales away, where k is still 1e-8, and ell."""
    return ell * A, ell * (B + 6.1 * np.eye(1, B.shape[1])), ell


# The kernel


@points(4)
def test_kernel(submission, reference, rng):
    """The kernel is right between different points, as many or not, at any length scale."""
    cases = [(draw(rng, n, d), draw(rng, m, d), ell) for n, m, d, ell in ((5, 3, 2, 1.7), (4, 4, 3, 1), (3, 4, 2, 0.5))]
    agree_on(submission.rbf, reference.rbf, cases)


@points(2)
def test_kernel_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, far, tiny and huge points, and float32."""
    *cases, last = [(A, B, in_reach(ell, A, B)) for A, B, ell in edges(rng, "n d", "m d", "")]
    A, B = draw(rng, 4, 2), draw(rng, 3, 2)
    A[2], A[3] = A[0], 0
    far = np.asfortranarray(200 + np.rint(2 * B).astype(int))
    cases += [(1e-9 * A, 1e-9 * B, 1.3e-9), (1e9 * B, 1e9 * A, 1.3e9), (200 + A, far, 2)]
    cases.append(apart(0.01 * A, 0.01 * B, 2.0))
    agree_on(submission.rbf, reference.rbf, cases)
    agree_on(submission.rbf, reference.rbf, [in_single(last), in_single((139 + A / 2, 139 + B / 2, 1.0))], tol=1e-4)


# The fit


@points(3)
def test_fit(submission, reference, rng):
    """The coefficients are right for many points and for few, for small penalties and large ones."""
    cases = [(kernel(rng, N), draw(rng, N), lam) for N, lam in ((7, 0.3), (5, 1e-3), (4, 200.0))]
    agree_on(submission.krr_fit, reference.krr_fit, cases, tol=SOLVED, relative=True)


@points(1)
def test_fit_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    *cases, last = [
        (products(number, X), y, max(abs(lam), 0.0317 * np.sum(np.square(X, dtype=float))) or 1)
        for number, (X, y, lam) in enumerate(edges(rng, "n d", "n", ""))
    ]
    cases += [(CANCELLING, 1e-12 * draw(rng, 3), 2), (TINY, 1e-9 * draw(rng, 3), 3e-10)]
    cases.append((np.ones((3, 3)), draw(rng, 3), 4e-6))  # one point three times, nearly singular
    # What is left of y where K is large shows any rounding of either.
    v = draw(rng, 4)
    cases.append((1e4 * np.outer(v, v), v + 1e-4 * draw(rng, 4), 2))
    agree_on(submission.krr_fit, reference.krr_fit, cases, tol=SOLVED, relative=True)
    agree_on(submission.krr_fit, reference.krr_fit, [in_single(last)], tol=1e-4)


@points(1, after="test_fit", why="what the fit is for: it is ridge regression in the space of the features")
def test_a_linear_kernel_is_ridge_regression(submission, rng):
    """With the kernel X Xᵀ, the weights Xᵀα are those of ridge regression."""
    X, y, lam = draw(rng, 6, 2), draw(rng, 6), rng.uniform(0.4, 1.4)
    alpha = expect(submission.krr_fit(X @ X.T, y, lam), (6,), tol=SOLVED, what="krr_fit(X Xᵀ, y, lam)")
    agree(X.T @ alpha, np.linalg.solve(X.T @ X + lam * np.eye(2), X.T @ y), tol=1e-6, what="Xᵀα for a linear kernel")


# The gradient


@points(4)
def test_gradient(submission, reference, rng):
    """The gradient is right with a penalty and without, and for targets near 10⁴."""
    cases = [(kernel(rng, N), draw(rng, N), draw(rng, N), lam) for N, lam in ((7, 0.3), (3, 0))]
    cases.append((kernel(rng, 5), 1e4 * draw(rng, 5), draw(rng, 5), 2.5))
    agree_on(submission.krr_grad, reference.krr_grad, cases)


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    *cases, last = [
        (products(number, X), y, a, abs(lam)) for number, (X, y, a, lam) in enumerate(edges(rng, "n d", "n", "n", ""))
    ]
    y, a = draw(rng, 3), draw(rng, 3)
    cases += [(TINY, 1e-9 * y, a, 3e-10), (CANCELLING, np.rint(3e6 * y).astype(int), a, 3e6)]
    agree_on(submission.krr_grad, reference.krr_grad, cases, relative=True)
    agree_on(submission.krr_grad, reference.krr_grad, [in_single(last)], tol=1e-4)


# Predictions


@points(3)
def test_predictions(submission, reference, rng):
    """Predictions are right for more new points than old ones, and for as many elsewhere."""
    cases = [(draw(rng, M, d), draw(rng, N, d), draw(rng, N), ell) for M, N, d, ell in ((6, 4, 2, 1.7), (4, 4, 3, 2))]
    with submission.replacing(rbf=reference.rbf):
        agree_on(submission.predict, reference.predict, cases)


@points(1)
def test_predictions_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    *cases, last = [
        (Xnew, X, alpha, in_reach(ell, Xnew, X)) for Xnew, X, alpha, ell in edges(rng, "M d", "N d", "N", "")
    ]
    Xnew, X, alpha = draw(rng, 3, 2), draw(rng, 4, 2), draw(rng, 4)
    cases += [(Xnew, np.asfortranarray(X), alpha, 2.0), (Xnew, X[:1], alpha[:1], 2.0)]
    near, far, ell = apart(0.01 * Xnew, 0.01 * X, 2.0)
    cases.append((near, far, 1e7 * alpha, ell))
    units = [(1e-9 * Xnew, 1e-9 * X, 1e-9 * alpha, 1.5e-9), (1e9 * Xnew, 1e9 * X, 1e9 * alpha, 1.5e9)]
    short = in_single(last), in_single((139 + Xnew / 2, 139 + X / 2, 100 * alpha, 1.0))
    with submission.replacing(rbf=reference.rbf):
        agree_on(submission.predict, reference.predict, cases)
        agree_on(submission.predict, reference.predict, units, relative=True)
        agree_on(submission.predict, reference.predict, short, tol=1e-4)
