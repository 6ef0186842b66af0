"""Hidden tests: 4 points for the likelihood, 8.5 for its two gradients, 2 for the way up, 0.5 for other arrays."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_single, points

SIZES = [(7, 3), (3, 3), (5, 1), (1, 2), (60, 2)]
SOLVED = 1e-7  # tolerance of what passes through the inverse of a mixing matrix


def unmixing(rng, d, sign=1):
    """Return a matrix of singular values between 0.5 and 2, turned at random, whose determinant has a sign."""
    (Q, _), (R, _) = np.linalg.qr(draw(rng, d, d)), np.linalg.qr(draw(rng, d, d))
    W = Q * rng.uniform(0.5, 2.0, size=d) @ R
    W[0] *= sign * np.sign(np.linalg.det(W))
    return W


def nearly_singular(rng):
    """Return a matrix of shape (3, 3) whose largest singular value is some 700 times the smallest."""
    (Q, _), (R, _) = np.linalg.qr(draw(rng, 3, 3)), np.linalg.qr(draw(rng, 3, 3))
    return Q * rng.uniform(0.9, 1.1, size=3) * [1.0, 0.03, 1.5e-3] @ R


def cases(rng):
    """Yield a matrix and samples of each size, with determinants of both signs."""
    for number, (N, d) in enumerate(SIZES):
        yield unmixing(rng, d, (-1) ** number), draw(rng, N, d)


def unmixings(rng):
    """Yield invertible matrices of shape (3, 3) of every kind."""
    whole = rng.shared.permutation(np.array([[2, 1, 0], [0, -3, 1], [1, 0, 1]]))
    positive = 2 * np.eye(3) + rng.uniform(0.2, 0.8, size=(3, 3))
    yield whole[..., ::-1].copy()[..., ::-1]
    yield np.array([[2.0, -1, 0], [-1, 1, -2], [1, 0, 0]])  # adds up to 0
    yield -1e-7 * np.asfortranarray(positive)
    yield 1e-7 * positive.T  # another that is as small


def at_the_edges(rng):
    """Yield matrices and samples of every kind, and a size of a step for each."""
    whole, equal, _, huge, zeros, *_ = edges(rng, "N d")
    for (X,), rate in ((whole, 0.1), (equal, 2), (huge, 1e-9), (zeros, 1e-9)):
        yield unmixing(rng, X.shape[1]), X, rate
    samples = draw(rng, 4, 3), np.rint(2 * draw(rng, 4, 3)), -np.abs(draw(rng, 5, 3)), draw(rng, 4, 3)
    for W, X in zip(unmixings(rng), samples, strict=True):
        yield W, X, 0.1
    mixed = draw(rng, 4, 3)
    yield nearly_singular(rng), np.asfortranarray(mixed - mixed.mean()), 1
    yield np.asfortranarray(1e7 * unmixing(rng, 3)), 1e-7 * draw(rng, 4, 3), 3e6
    yield np.array([[2, 1], [0, -1]]), np.array([[1, 0], [-1, 2], [0, 1]]), 1
    yield np.array([[-2.0]]), rng.uniform(4.05, 4.2, size=(1, 1)), 2.0  # where log cosh is not yet |s| - log 2


def agree_on_all(function, right, arguments):
    """Compare all values of one function; every call is made before the first comparison."""
    for value, each in zip(list(function.each(arguments)), arguments, strict=True):
        agree(value, right(*each))


@points(3)
def test_likelihood(submission, reference, rng):
    """The mean log likelihood is right for all sizes, and for determinants of both signs."""
    agree_on_all(submission.ica_loglik, reference.ica_loglik, list(cases(rng)))


@points(1)
def test_likelihood_of_large_numbers(submission, reference, rng):
    """It is right for voices of some thousands, and for 120 of them, all loud, or all but one as quiet as may be."""
    W, X = unmixing(rng, 120, -1), draw(rng, 2, 120)
    quiet = np.diag(np.append(rng.uniform(1.1e-3, 1.4e-3, size=119), 1.0))
    arguments = [(3000 * unmixing(rng, 2), draw(rng, 4, 2)), (quiet, X), (1e3 * W, X)]
    agree_on_all(submission.ica_loglik, reference.ica_loglik, arguments)


@points(4.5)
def test_gradient(submission, reference, rng):
    """The gradient is right for all sizes."""
    agree_on_all(submission.ica_grad, reference.ica_grad, list(cases(rng)))


@points(3)
def test_relative_gradient(submission, reference, rng):
    """The relative gradient is right for all sizes."""
    agree_on_all(submission.ica_relative_grad, reference.ica_relative_grad, list(cases(rng)))


@points(1)
def test_relative_gradient_does_not_care_about_the_mixing(submission, reference, rng):
    """Where samples are mixed once more, it changes as the statement says, and the voices take the same step."""
    W, X, M = unmixing(rng, 3), draw(rng, 6, 3), unmixing(rng, 3)
    inverse = np.linalg.inv(M)
    here, there = submission.ica_relative_grad.each([(W, X), (W @ inverse, X @ M.T)])
    G = expect(here, (3, 3), tol=SOLVED, what="the relative gradient")
    mixed = expect(there, (3, 3), tol=SOLVED, what="the one after mixing")
    agree(mixed, G @ inverse, tol=1e-5, what="the relative gradient after mixing by M, against G M⁻¹,")
    agree(G, reference.ica_relative_grad(W, X), tol=1e-5, what="the relative gradient before")


@points(1.5)
def test_ascend(submission, reference, rng):
    """The matrix is right after five steps, one and none, and after one that is long, though the gradient is tiny."""
    given = [(W, X, 0.2, steps) for (W, X), steps in zip(cases(rng), (5, 1, 0, 2, 7), strict=True)]
    given.append((1e-12 * unmixing(rng, 2), draw(rng, 4, 2), 1e6, 1))
    helped = submission.replacing(ica_relative_grad=reference.ica_relative_grad)
    agree_on(submission.ica_ascend, reference.ica_ascend, given, helped=helped)


@points(0.5, after="test_ascend")
def test_ascend_unmixes(submission, reference, rng):
    """From 800 recordings of three voices, 60 steps find each of them; and 700 small ones go as far as they should."""
    quantiles = (np.arange(800) + 0.5) / 400 - 1
    loud = -np.sign(quantiles) * np.log1p(-np.abs(quantiles))  # those of a Laplace density
    voices = np.column_stack([rng.shared.permutation(loud) for _ in range(3)])
    X = voices @ np.array([[1.0, 0.6, 0.3], [-0.5, 1.0, 0.4], [0.2, -0.6, 1.0]])
    W = expect(submission.ica_ascend(np.eye(3), X, 0.4, 60), (3, 3), what="ica_ascend(I, X, 0.4, 60)")
    likeness = np.abs(np.corrcoef(voices.T, (X @ W.T).T)[:3, 3:])
    for k, best in enumerate(likeness.max(axis=1), 1):
        agree(best > 0.95, True, what=f"that voice {k} is found, with a correlation above 0.95,")
    W, X = unmixing(rng, 2), draw(rng, 4, 2)
    agree(submission.ica_ascend(W, X, 1e-3, 700), reference.ica_ascend(W, X, 1e-3, 700))


@points(0.5)
def test_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    arguments = [*at_the_edges(rng), in_single((unmixing(rng, 3), draw(rng, 4, 3), 0.1))]
    for name in ("ica_loglik", "ica_grad", "ica_relative_grad"):
        agree_on(getattr(submission, name), getattr(reference, name), [(W, X) for W, X, _ in arguments])
    steps = [(*each, 1 + number % 2) for number, each in enumerate(arguments)]
    helped = submission.replacing(ica_relative_grad=reference.ica_relative_grad)
    agree_on(submission.ica_ascend, reference.ica_ascend, steps, helped=helped)
