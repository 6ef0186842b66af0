"""Hidden tests: 5.5 points for softmax, 4.5 for its loss, 7 for normalisation."""

import numpy as np

from autograder import agree, agree_at_edges, agree_on, draw, edges, in_single, points

SIZES = [(5, 3), (3, 3)]


def backwards(A):
    """Return an array stored backwards."""
    return A[..., ::-1].copy()[..., ::-1]


def probabilities(rng, N, k):
    """Return rows of probabilities, none of them certain."""
    P = rng.uniform(0.4, 1.6, size=(N, k))
    return P / P.sum(axis=1, keepdims=True)


def all_labels(N, k):
    """Return labels: mixed, equal, ascending, descending, stored backwards and as a slice."""
    mixed = (np.arange(N) % k)[::-1]
    first = np.minimum(np.arange(N), k - 1)
    return [mixed.copy(), np.zeros(N, int), np.full(N, k - 1), first, mixed, np.repeat(first, 2)[::2],
            np.maximum(mixed, min(1, k - 1))]  # fmt: skip


def agree_on_cross_entropy(submission, reference, cases, **how):
    """Compare losses and their gradients with the student's own functions, or else with right ones."""
    helped = submission.replacing(softmax=reference.softmax)
    agree_on(submission.cross_entropy, reference.cross_entropy, cases, helped=helped, **how)


def agree_on_normalise_vjp(submission, reference, cases, **how):
    """Compare VJPs of the normalisation with the student's own functions, or else with right ones."""
    helped = submission.replacing(normalise=reference.normalise)
    agree_on(submission.normalise_vjp, reference.normalise_vjp, cases, helped=helped, **how)


@points(2)
def test_softmax(submission, reference, rng):
    """Probabilities are right, row by row, also where rows are thousands apart."""
    apart = draw(rng, 5, 3) + np.array([[0], [-900], [800], [5000], [-5000]])
    agree_on(submission.softmax, reference.softmax, [(draw(rng, *SIZES[0]),), (apart,)])


@points(0.5)
def test_softmax_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    agree_at_edges(submission.softmax, reference.softmax, rng, "N k")


@points(2.5)
def test_softmax_vjp(submission, reference, rng):
    """The VJP of softmax is right for all sizes, and 0 where u is the same for all classes."""
    P, U = probabilities(rng, 3, 3), draw(rng, 3, 3)
    U[1] = U[1, 0]
    cases = [(probabilities(rng, *SIZES[0]), draw(rng, *SIZES[0])), (P, U)]
    agree_on(submission.softmax_vjp, reference.softmax_vjp, cases)


@points(0.5)
def test_softmax_vjp_of_other_arrays(submission, reference, rng):
    """It is right for certain, equal and tiny probabilities, any kind of array, and float32."""
    cases = [[np.asfortranarray(probabilities(rng, *U.shape)), U] for (U,) in edges(rng, "N k")]
    whole, equal, tiny, *_ = cases
    whole[0] = np.repeat(whole[0], 2, axis=1)[:, ::2]
    equal[0] = np.eye(equal[0].shape[1], dtype=int)[np.minimum(np.arange(len(equal[0])), 1)]
    tiny[0] = backwards(tiny[0])
    P = np.full((3, 4), 1e-12)
    P[:, 0] = 1 - 3e-12
    cases += [(P, 1e4 * draw(rng, 3, 4)), (probabilities(rng, 1, 4), draw(rng, 1, 4))]
    cases.append((np.eye(3, dtype=int)[[1, 0]], np.array([[2, 0, 1], [-1, 3, 0]])))
    agree_on(submission.softmax_vjp, reference.softmax_vjp, cases)
    short = in_single((probabilities(rng, 3, 4), draw(rng, 3, 4)))
    agree_on(submission.softmax_vjp, reference.softmax_vjp, [short], tol=1e-4)


@points(2.5)
def test_cross_entropy(submission, reference, rng):
    """Loss and gradient are right for more samples than classes, and as many."""
    cases = [(draw(rng, N, k), rng.shared.permutation(np.arange(N) % k)) for N, k in SIZES]
    agree_on_cross_entropy(submission, reference, cases)


@points(0.5)
def test_cross_entropy_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    kinds = 4, 1, 2, 3, 0, 5, 6
    cases = [(Z, all_labels(*Z.shape)[kind]) for kind, (Z,) in zip(kinds, edges(rng, "N k"), strict=True)]
    single = draw(rng, 4, 3).astype(np.float32), np.array([2, 0, 1, 1])
    agree_on_cross_entropy(submission, reference, cases)
    agree_on_cross_entropy(submission, reference, [single], tol=1e-4)


@points(1.5)
def test_cross_entropy_of_improbable_labels(submission, reference, rng):
    """They are right where the right label is all but impossible, and where logits are thousands apart."""
    A = np.array([[1000.0, -1000.0], [-1000.0, 1000.0], [-40.0, 0.0], [0.0, -40.0]])
    B = draw(rng, 3, 4) + np.array([[0], [3000], [-3000]])
    B[0, 0] -= 1000
    cases = (A, np.array([1, 1, 0, 1])), (B, np.array([0, 2, 3]))
    agree_on_cross_entropy(submission, reference, cases)


@points(2)
def test_normalise(submission, reference, rng):
    """Rows and columns are normalised, with the eps that is given."""
    X, Y = draw(rng, 6, 4), draw(rng, 4, 4)
    agree_on(submission.normalise, reference.normalise, [(X, 1), (1e-3 * Y, 0), (X, 0, 0.5)])


@points(1)
def test_normalise_other_arrays(submission, reference, rng):
    """It is right for equal entries, any kind of array, far from 0, and float32."""
    X, eps = draw(rng, 4, 3), (0.3, 1e-5, 1e-14, 4e6, 1e-5, 2, 1e-5)
    cases = [(A, (1 + number) % 2, eps[number]) for number, (A,) in enumerate(edges(rng, "N d"))]
    agree_on(submission.normalise, reference.normalise, [*cases, (X[:1], 1)])
    agree_on(submission.normalise, reference.normalise, [(3e6 + X, 0)], tol=1e-7)
    agree_on(submission.normalise, reference.normalise, [in_single((X, 1))], tol=1e-4)


@points(2.5)
def test_normalise_vjp(submission, reference, rng):
    """The VJP of the normalisation is right along rows and columns, with the eps that is given."""
    X, Y, U, V = draw(rng, 6, 4), draw(rng, 4, 4), draw(rng, 6, 4), draw(rng, 4, 4)
    cases = [(X, U, 0), (1e-3 * Y, V, 1), (X, U, 1, 0.5)]
    agree_on_normalise_vjp(submission, reference, cases)


@points(1)
def test_normalise_vjp_of_other_arrays(submission, reference, rng):
    """It is right for equal entries, any kind of array, tiny differences, far from 0, and float32."""
    eps = 1e-5, 0.3, 1e-14, 2, 4e6, 0.3, 2, 1e-5
    cases = [(X, U, (1 + number) % 2, eps[number]) for number, (X, U) in enumerate(edges(rng, "N d", "N d"))]
    X, U = draw(rng, 4, 3), draw(rng, 4, 3)
    cases += [(X[:1], U[:1], 1), (X[:, :1], U[:, :1], 0)]
    cases += [(np.rint(3 * X).astype(int), U, 1, 0.5), (np.asfortranarray(X), np.rint(3 * U).astype(int), 1, 0.5)]
    agree_on_normalise_vjp(submission, reference, cases)
    agree_on_normalise_vjp(submission, reference, [(3e6 + X, U, 0)], tol=1e-7)
    agree_on_normalise_vjp(submission, reference, [in_single((X, U, 1))], tol=1e-4)


@points(0.5)
def test_normalise_vjp_of_large_gradients(submission, reference, rng):
    """It is right where u is near 10⁴, where differences of the loss are too coarse."""
    arguments = draw(rng, 5, 4), 1e4 * rng.uniform(1, 2, size=(5, 4)), 0
    with submission.replacing(normalise=reference.normalise):
        agree(submission.normalise_vjp(*arguments), reference.normalise_vjp(*arguments))
