"""Hidden tests: 4.5 points for the Fisher matrix, 2.5 for the empirical one, 2.5 for the Gaussian, 5.5 for the rest."""

import numpy as np

from autograder import agree, draw, edges, expect, points, symmetric_edges

SIZES = [(7, 3), (3, 3), (5, 1), (1, 2), (60, 2)]
SOLVED = 1e-7  # tolerance of solves that are ill-conditioned


def labels(rng, N):
    """Return labels of both kinds, in any order; for a single one, either."""
    return rng.permutation(np.arange(N) % 2) if N > 1 else rng.integers(2, size=1)


def turned(rng, values):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(draw(rng, len(values), len(values)))
    F = Q * np.asarray(values, dtype=float) @ Q.T
    return (F + F.T) / 2


def agree_on(submission, reference, name, arguments):
    """Compare all values of one function; every call is made before the first comparison."""
    got = [getattr(submission, name)(*each) for each in arguments]
    for value, each in zip(got, arguments, strict=True):
        agree(value, getattr(reference, name)(*each))


@points(3.5)
def test_fisher_of_logistic_regression(submission, reference, rng):
    """The Fisher matrix is right for more inputs than weights, for fewer and as many, and for one of either."""
    agree_on(submission, reference, "fisher_logistic", [(draw(rng, N, d), draw(rng, d)) for N, d in SIZES])


@points(1)
def test_fisher_where_the_model_is_certain(submission, reference, rng):
    """It is right where scores are plus and minus some thousands, beside others that are not; and for w = 0."""
    X, w = draw(rng, 6, 2), draw(rng, 2)
    sure = X[:4] * np.array([3000, -3000, 2000, -1000])[:, None] * np.sign(X[:4] @ w)[:, None]
    sure += w * 300  # so that none lies across w
    doubtful = 0.1 * X[4:]
    agree_on(
        submission,
        reference,
        "fisher_logistic",
        [(np.vstack([sure, doubtful]), w), (np.vstack([doubtful, -sure]), w), (X, 0 * w)],
    )


@points(2.5)
def test_empirical_fisher(submission, reference, rng):
    """The empirical matrix is right for the labels that were measured, for all sizes."""
    arguments = [(draw(rng, N, d), labels(rng, N), draw(rng, d)) for N, d in SIZES]
    agree_on(submission, reference, "empirical_fisher", arguments)


@points(2.5)
def test_fisher_of_a_gaussian(submission, reference, rng):
    """The matrix is right for σ below 1, above 1, whole, tiny and huge."""
    for sigma in (rng.uniform(0.2, 0.8), rng.uniform(1.5, 3.0), 2, 3.0, 1, 4e6):
        agree(submission.fisher_gaussian(sigma), reference.fisher_gaussian(sigma))
    agree(submission.fisher_gaussian(np.float32(0.75)), reference.fisher_gaussian(0.75), tol=1e-4)
    tiny = 1e-9 * rng.uniform(1, 2)
    got = expect(submission.fisher_gaussian(tiny), (2, 2), what=f"fisher_gaussian({tiny:.4g})")
    agree(got[0, 0] * tiny**2, 1.0, what=f"the first entry of fisher_gaussian({tiny:.4g}), times σ²,")


@points(3)
def test_natural_gradient(submission, reference, rng):
    """The natural gradient is right in three dimensions, one and four, with damping, without, and with none given."""
    arguments = []
    for n in (3, 1, 4):
        F, g = turned(rng, rng.uniform(0.3, 3.0, size=n)), draw(rng, n)
        arguments += [(F, g), (F, g, rng.uniform(0.2, 0.9)), (F, g, 0.0)]
    agree_on(submission, reference, "natural_gradient", [*arguments, (F, g, 2), (F, g, 3.0), (F, g, 5e6), (F, g, 0)])


@points(1)
def test_natural_gradient_of_hard_matrices(submission, reference, rng):
    """It is right for a matrix of rank 1 with damping, and where an eigenvalue is a million times another."""
    a, g = draw(rng, 4), draw(rng, 4)
    for F, damping in ((np.outer(a, a), 0.5), (turned(rng, [1e-4, 0.3, 2.0, 1e2]), 0.0)):
        agree(submission.natural_gradient(F, g, damping), reference.natural_gradient(F, g, damping), tol=SOLVED)


@points(1, after="test_natural_gradient", why="what makes the gradient natural, without the reference")
def test_natural_gradient_of_other_parameters(submission, rng):
    """For parameters Tθ it is T times that for θ, whatever the invertible T."""
    F, g = turned(rng, [0.5, 1.0, 2.0]), draw(rng, 3)
    T = turned(rng, [0.5, 1.0, 2.0]) @ np.array([[1.0, 0.7, 0], [0, 1, -0.5], [0, 0, 1]])
    inverse = np.linalg.inv(T)
    here = expect(submission.natural_gradient(F, g), (3,), tol=SOLVED, what="natural_gradient(F, g)")
    there = submission.natural_gradient(inverse.T @ F @ inverse, inverse.T @ g)
    agree(there, T @ here, tol=SOLVED, what="the natural gradient for Tθ, against T times that for θ,")


@points(0.5)
def test_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    arguments = list(edges(rng, "N d", "d"))
    units = np.array([1.0, 1e-7, 2e6, 0.0]), np.array([1.0, 1e7, 5e-7, 1.0])
    arguments += [(np.asfortranarray(draw(rng, 4, 4) * units[0]), draw(rng, 4) * units[1])]
    for number, (X, w) in enumerate(arguments):
        agree(submission.fisher_logistic(X, w), reference.fisher_logistic(X, w))
        y = labels(rng, len(X))
        given = (np.repeat(y + 0.0, 2)[::2], 0 * y, y[::-1], 1.0 - y, np.ones(len(X)), np.sort(y))[number % 6]
        agree(submission.empirical_fisher(X, given, w), reference.empirical_fisher(X, given, w))
    for F, g, number in symmetric_edges(rng, "n", "", definite=True):
        agree(submission.natural_gradient(F, g, abs(number)), reference.natural_gradient(F, g, abs(number)))
    for F, damping in (
        (np.zeros((3, 3)), 0.5),
        (np.full((3, 3), 1.5), 2),
        (np.array([[2.0, 0, 1], [0, 0, 0], [1, 0, 1]]), 1.0),
        (np.array([[1, -1, 0], [-1, 2, -1], [0, -1, 1]]), 0.5),
        (1e-9 * turned(rng, [0.5, 1.0, 2.0]), 1e-9),
    ):
        g = draw(rng, 3)
        agree(submission.natural_gradient(F, g, damping), reference.natural_gradient(F, g, damping))
    X, w, y = draw(rng, 4, 3).astype(np.float32), draw(rng, 3).astype(np.float32), labels(rng, 4).astype(np.float32)
    F = turned(rng, [0.5, 1.0, 2.0]).astype(np.float32)
    agree(submission.fisher_logistic(X, w), reference.fisher_logistic(X, w), tol=1e-4)
    agree(submission.empirical_fisher(X, y, w), reference.empirical_fisher(X, y, w), tol=1e-4)
    agree(submission.natural_gradient(F, w, 0.5), reference.natural_gradient(F, w, 0.5), tol=1e-4)
