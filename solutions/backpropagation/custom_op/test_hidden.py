"""Hidden tests: 5.5 points for softmax, 4.5 for its loss, 7 for normalisation."""

import numpy as np

from autograder import agree, draw, edges, expect, points

SIZES = [(5, 3), (3, 3), (1, 4), (4, 2), (2, 6)]


def layouts(A):
    """Yield an array stored in Fortran's order, as a slice, and backwards."""
    yield np.asfortranarray(A)
    yield np.repeat(A, 2, axis=-1)[..., ::2]
    yield A[..., ::-1].copy()[..., ::-1]


def probabilities(rng, N, k):
    """Yield rows of probabilities: in all orders of memory, certain (int and float), alike, and with tiny entries."""
    P = rng.uniform(0.4, 1.6, size=(N, k))
    P /= P.sum(axis=1, keepdims=True)
    certain = np.eye(k, dtype=int)[np.arange(N) % max(k - 1, 1)]
    tiny = np.full((N, k), 1e-7)
    tiny[:, 0] = 1 - 1e-7 * (k - 1)
    return [*layouts(P), certain, 1.0 * certain, np.full((N, k), 1 / k), tiny]


def all_labels(N, k):
    """Yield labels: mixed, equal, ascending, descending, stored backwards and as a slice."""
    mixed = (np.arange(N) % k)[::-1]
    first = np.minimum(np.arange(N), k - 1)
    return [mixed.copy(), np.zeros(N, int), np.full(N, k - 1), first, mixed, np.repeat(first, 2)[::2],
            np.maximum(mixed, min(1, k - 1))]  # fmt: skip


@points(2)
def test_softmax(submission, reference, rng):
    """Probabilities are right, row by row, also where rows are thousands apart."""
    for N, k in SIZES:
        Z = draw(rng, N, k)
        agree(submission.softmax(Z), reference.softmax(Z))
    Z = draw(rng, 5, 3)
    for A in (Z + 1000, Z + np.array([[0], [-900], [800], [5000], [-5000]])):
        agree(submission.softmax(A), reference.softmax(A))


@points(0.5)
def test_softmax_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for (Z,) in edges(rng, "N k"):
        agree(submission.softmax(Z), reference.softmax(Z))
    Z = draw(rng, 4, 3)
    for A in (2e6 + Z, np.array([[1, 0, 2], [3, -1, 0]])):
        agree(submission.softmax(A), reference.softmax(A))
    agree(submission.softmax(Z.astype(np.float32)), reference.softmax(Z.astype(np.float32)), tol=1e-4)


@points(2.5)
def test_softmax_vjp(submission, reference, rng):
    """The VJP of softmax is right for all sizes, and 0 where u is the same for all classes."""
    for N, k in SIZES:
        P, U = reference.softmax(draw(rng, N, k)), draw(rng, N, k)
        agree(submission.softmax_vjp(P, U), reference.softmax_vjp(P, U))
    P = reference.softmax(draw(rng, 3, 4))
    agree(submission.softmax_vjp(P, np.ones((3, 4))), np.zeros((3, 4)))


@points(0.5)
def test_softmax_vjp_of_other_arrays(submission, reference, rng):
    """It is right for certain, equal and tiny probabilities, any kind of array, and float32."""
    cases = [(U, 0) for (U,) in edges(rng, "N k")]
    cases += [(draw(rng, 3, 4), number) for number in range(7)]
    cases += [(2e6 * draw(rng, 3, 4), 0), (np.array([[1.0, 0, 2], [3, -1, 0]]), 0)]
    for U, number in cases:
        P = probabilities(rng, *U.shape)[number % 7]
        agree(submission.softmax_vjp(P, U), reference.softmax_vjp(P, U))
    P, U = probabilities(rng, 3, 4)[0].astype(np.float32), draw(rng, 3, 4).astype(np.float32)
    agree(submission.softmax_vjp(P, U), reference.softmax_vjp(P, U), tol=1e-4)


@points(2.5)
def test_cross_entropy(submission, reference, rng):
    """Loss and gradient are right for more samples than classes, fewer, as many, one sample and one class."""
    with submission.replacing(softmax=reference.softmax):
        for N, k in (*SIZES, (3, 1)):
            Z, labels = draw(rng, N, k), rng.permutation(np.arange(N) % k)
            agree(submission.cross_entropy(Z, labels), reference.cross_entropy(Z, labels))


@points(0.5)
def test_cross_entropy_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    with submission.replacing(softmax=reference.softmax):
        cases = [(Z, number) for number, (Z,) in enumerate(edges(rng, "N k"))]
        cases += [(draw(rng, 4, 3), number) for number in range(7)]
        cases += [(np.array([[1, 0, 2], [3, -1, 0]]), 0), (2e6 + draw(rng, 3, 2), 0), (np.rint(3 * draw(rng, 3, 2)), 0)]
        for Z, number in cases:
            labels = all_labels(*Z.shape)[number % 7]
            agree(submission.cross_entropy(Z, labels), reference.cross_entropy(Z, labels))
        Z, labels = draw(rng, 4, 3).astype(np.float32), np.array([2, 0, 1, 1])
        agree(submission.cross_entropy(Z, labels), reference.cross_entropy(Z, labels), tol=1e-4)


@points(1.5)
def test_cross_entropy_of_improbable_labels(submission, reference, rng):
    """They are right where the right label is all but impossible, and where logits are thousands apart."""
    A = np.array([[1000.0, -1000.0], [-1000.0, 1000.0]])
    B = draw(rng, 3, 4) + np.array([[0], [3000], [-3000]])
    B[0, 0] -= 1000
    with submission.replacing(softmax=reference.softmax):
        for Z, labels in ((A, [1, 1]), (np.array([[-40.0, 0.0], [0.0, -40.0]]), [0, 1]), (B, [0, 2, 3])):
            agree(submission.cross_entropy(Z, np.array(labels)), reference.cross_entropy(Z, np.array(labels)))


@points(2)
def test_normalise(submission, reference, rng):
    """Rows and columns are normalised, with the eps that is given."""
    for sizes in ((6, 4), (4, 4), (1, 5), (5, 1)):
        X = draw(rng, *sizes)
        for axis in (1, 0):
            agree(submission.normalise(X, axis), reference.normalise(X, axis))
    X = draw(rng, 3, 5)
    for axis in (0, 1):
        agree(submission.normalise(1e-3 * X, axis), reference.normalise(1e-3 * X, axis))
        agree(submission.normalise(X, axis, 0.5), reference.normalise(X, axis, 0.5))


@points(1)
def test_normalise_other_arrays(submission, reference, rng):
    """It is right for equal entries, any kind of array, far from 0, and float32."""
    for number, (X,) in enumerate(edges(rng, "N d")):
        for axis, eps in ((1 - number % 2, 1e-5), (number % 2, (0.3, 2, 1.0, 3e6)[number % 4])):
            agree(submission.normalise(X, axis, eps), reference.normalise(X, axis, eps))
    X = draw(rng, 4, 3)
    for axis in (0, 1):
        agree(submission.normalise(1e-5 * X, axis, 1e-10), reference.normalise(1e-5 * X, axis, 1e-10))
        agree(submission.normalise(3e6 + X, axis), reference.normalise(3e6 + X, axis), tol=1e-7)
    agree(submission.normalise(X, 1, 2), reference.normalise(X, 1, 2))
    agree(submission.normalise(2e3 * X, 0, 4e6), reference.normalise(2e3 * X, 0, 4e6))
    X = X.astype(np.float32)
    agree(submission.normalise(X, 1), reference.normalise(X, 1), tol=1e-4)


@points(2.5)
def test_normalise_vjp(submission, reference, rng):
    """The VJP of the normalisation is right along rows and columns, with the eps that is given."""
    with submission.replacing(normalise=reference.normalise):
        for sizes in ((6, 4), (4, 4), (1, 5), (5, 1)):
            X, U = draw(rng, *sizes), draw(rng, *sizes)
            for axis in (0, 1):
                agree(submission.normalise_vjp(X, U, axis), reference.normalise_vjp(X, U, axis))
        X, U = draw(rng, 3, 5), draw(rng, 3, 5)
        for axis in (0, 1):
            agree(submission.normalise_vjp(1e-3 * X, U, axis), reference.normalise_vjp(1e-3 * X, U, axis))
            agree(submission.normalise_vjp(X, U, axis, 0.5), reference.normalise_vjp(X, U, axis, 0.5))


@points(1)
def test_normalise_vjp_of_other_arrays(submission, reference, rng):
    """It is right for equal entries, any kind of array, and float32."""
    with submission.replacing(normalise=reference.normalise):
        for number, (X, U) in enumerate(edges(rng, "N d", "N d")):
            for axis, eps in ((1 - number % 2, 1e-5), (number % 2, (0.3, 2, 1.0, 3e6)[number % 4])):
                agree(submission.normalise_vjp(X, U, axis, eps), reference.normalise_vjp(X, U, axis, eps))
        X, U = draw(rng, 4, 3), draw(rng, 4, 3)
        cases = [(np.rint(3 * X).astype(int), U, 0.5), (np.asfortranarray(X), U, 0.5), (X, np.rint(3 * U), 0.5)]
        for A, B, eps in cases:
            agree(submission.normalise_vjp(A, B, 1, eps), reference.normalise_vjp(A, B, 1, eps))
        for axis in (0, 1):
            got = expect(submission.normalise_vjp(1e-7 * X, U, axis, 1e-14), (4, 3))
            right = reference.normalise_vjp(1e-7 * X, U, axis, 1e-14)
            agree(1e-7 * got, 1e-7 * right, what="normalise_vjp(X, U, axis, eps) for X near 1e-7, over 1e7,")
        right = reference.normalise_vjp(2e3 * X, 1e3 * U, 0, 4e6)
        agree(submission.normalise_vjp(2e3 * X, 1e3 * U, 0, 4e6), right)
        X, U = X.astype(np.float32), U.astype(np.float32)
        agree(submission.normalise_vjp(X, U, 1), reference.normalise_vjp(X, U, 1), tol=1e-4)


@points(0.5)
def test_normalise_vjp_of_large_gradients(submission, reference, rng):
    """It is right where u is near 10⁴, where differences of the loss are too coarse."""
    X, U = draw(rng, 5, 4), 1e4 * rng.uniform(1, 2, size=(5, 4))
    with submission.replacing(normalise=reference.normalise):
        for axis in (0, 1):
            agree(submission.normalise_vjp(X, U, axis), reference.normalise_vjp(X, U, axis))
