"""Hidden tests: 4.5 points for the Fisher matrix, 2.5 for the empirical one, 2.5 for the Gaussian, 5.5 for the rest."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_single, points, symmetric_edges

SIZES = [(7, 3), (3, 3), (5, 1), (1, 2), (60, 2)]
SOLVED = 1e-7  # tolerance of solves that are ill-conditioned


def labels(rng, N):
    """Return labels of both kinds, in any order; for a single one, either."""
    return rng.shared.permutation(np.arange(N) % 2) if N > 1 else rng.shared.integers(2, size=1)


def turned(rng, values):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(draw(rng, len(values), len(values)))
    F = Q * np.asarray(values, dtype=float) @ Q.T
    return (F + F.T) / 2


def agree_on_all(function, right, arguments):
    """Compare all values of one function; every call is made before the first comparison."""
    for value, each in zip(list(function.each(arguments)), arguments, strict=True):
        agree(value, right(*each))


@points(3.5)
def test_fisher_of_logistic_regression(submission, reference, rng):
    """The Fisher matrix is right for more inputs than weights, for fewer and as many, and for one of either."""
    given = [(draw(rng, N, d), draw(rng, d)) for N, d in SIZES]
    agree_on_all(submission.fisher_logistic, reference.fisher_logistic, given)


@points(1)
def test_fisher_where_the_model_is_certain(submission, reference, rng):
    """It is right where scores are plus and minus some thousands, beside others that are not; and for w = 0."""
    X, w = draw(rng, 6, 2), draw(rng, 2)
    sure = 3000 * (X[:4] * np.sign(X[:4] @ w)[:, None] + w)  # so that none lies across w
    both, doubtful = sure * np.array([1, -1, 0.7, -0.5])[:, None], 0.1 * X[4:]
    given = [(np.vstack([both, doubtful]), w), (np.vstack([doubtful, -sure]), w), (X, 0 * w)]
    agree_on_all(submission.fisher_logistic, reference.fisher_logistic, given)


@points(2.5)
def test_empirical_fisher(submission, reference, rng):
    """The empirical matrix is right for the labels that were measured, for all sizes."""
    arguments = [(draw(rng, N, d), labels(rng, N), draw(rng, d)) for N, d in SIZES]
    agree_on_all(submission.empirical_fisher, reference.empirical_fisher, arguments)


@points(2.5)
def test_fisher_of_a_gaussian(submission, reference, rng):
    """The matrix is right for σ below 1, above 1, whole, tiny and huge."""
    ordinary = [(sigma,) for sigma in (rng.uniform(0.2, 0.8), rng.uniform(1.5, 3.0), 2, 3.0, 1, 4e6)]
    agree_on(submission.fisher_gaussian, reference.fisher_gaussian, ordinary)
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
    arguments += [(F, g, 2), (F, g, 3.0), (F, g, 5e6), (F, g, 0)]
    agree_on_all(submission.natural_gradient, reference.natural_gradient, arguments)


@points(1)
def test_natural_gradient_of_hard_matrices(submission, reference, rng):
    """It is right for a matrix of rank 1 with damping, and where an eigenvalue is a million times another."""
    a, g = draw(rng, 4), draw(rng, 4)
    given = [(np.outer(a, a), g, 0.5), (turned(rng, [1e-4, 0.3, 2.0, 1e2]), g, 0.0)]
    agree_on(submission.natural_gradient, reference.natural_gradient, given, tol=SOLVED)


@points(1, after="test_natural_gradient", why="what makes the gradient natural, without the reference")
def test_natural_gradient_of_other_parameters(submission, rng):
    """For parameters Tθ it is T times that for θ, whatever the invertible T."""
    F, g = turned(rng, [0.5, 1.0, 2.0]), draw(rng, 3)
    T = turned(rng, [0.5, 1.0, 2.0]) @ np.array([[1.0, 0.7, 0], [0, 1, -0.5], [0, 0, 1]])
    inverse = np.linalg.inv(T)
    here, there = submission.natural_gradient.each([(F, g), (inverse.T @ F @ inverse, inverse.T @ g)])
    here = expect(here, (3,), tol=SOLVED, what="natural_gradient(F, g)")
    agree(there, T @ here, tol=SOLVED, what="the natural gradient for Tθ, against T times that for θ,")


@points(0.5)
def test_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    arguments = list(edges(rng, "N d", "d"))
    units = np.array([1.0, 1e-7, 2e6, 0.0]), np.array([1.0, 1e7, 5e-7, 1.0])
    arguments += [(np.asfortranarray(draw(rng, 4, 4) * units[0]), draw(rng, 4) * units[1])]
    arguments += [in_single((draw(rng, 4, 3), draw(rng, 3))), (np.rint(2 * draw(rng, 4, 3)).astype(int), draw(rng, 3))]
    agree_on(submission.fisher_logistic, reference.fisher_logistic, arguments)
    labelled = []
    for number, (X, w) in enumerate(arguments):
        y = labels(rng, len(X))
        kinds = np.repeat(y + 0.0, 2)[::2], 0 * y, y[::-1], 1.0 - y, np.ones(len(X)), np.sort(y)
        labelled.append((X, kinds[number % 6].astype(np.float32) if X.dtype == np.float32 else kinds[number % 6], w))
    agree_on(submission.empirical_fisher, reference.empirical_fisher, labelled)
    given = [(F, g, abs(number)) for F, g, number in symmetric_edges(rng, "n", "", definite=True)]
    for F, damping in (
        (np.zeros((3, 3)), 0.5),
        (np.full((3, 3), 1.5), 2),
        (np.array([[2.0, 0, 1], [0, 0, 0], [1, 0, 1]]), 1.0),
        (np.array([[1, -1, 0], [-1, 2, -1], [0, -1, 1]]), 0.5),
    ):
        given.append((F, draw(rng, 3), damping))
    given.append((1e-12 * turned(rng, [0.5, 1.0, 2.0]), 1e-12 * draw(rng, 3), 1e-12))
    given.append(in_single((turned(rng, [0.5, 1.0, 2.0]), draw(rng, 3), 0.5)))
    agree_on(submission.natural_gradient, reference.natural_gradient, given)
