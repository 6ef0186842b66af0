"""Hidden tests: 2.5 points for the path, 7.5 for the hypergradient."""

import numpy as np

from autograder import agree, draw, edges, points


def symmetric(rng, n):
    """Return a positive definite matrix of eigenvalues between 0.5 and 3 that is not diagonal."""
    Q, _ = np.linalg.qr(draw(rng, n, n))
    A = Q * rng.uniform(0.5, 3.0, size=n) @ Q.T
    return (A + A.T) / 2


def case(rng, n, K):
    """Return At, bt, Av, bv, w0 and rates with which training neither arrives nor runs away."""
    rates = rng.uniform(0.1, 0.5, size=K)
    return symmetric(rng, n), draw(rng, n), symmetric(rng, n), draw(rng, n), draw(rng, n), rates


def layouts(A):
    """Yield a matrix stored in Fortran's order, as a slice, and backwards."""
    yield np.asfortranarray(A)
    yield np.repeat(A, 2, axis=1)[:, ::2]
    yield A[:, ::-1].copy()[:, ::-1]


def matrices(rng):
    """Yield symmetric matrices of shape (3, 3): of each kind of definiteness, singular, and with equal eigenvalues."""
    A = symmetric(rng, 3)
    Q, _ = np.linalg.qr(draw(rng, 3, 3))
    yield from (-A, A - 2 * np.eye(3), np.diag([1.0, 2.0, -1.0]), np.diag([1, 2, 3]))
    for eigenvalues in ([0.0, 1.0, 2.0], [1e-4, 1.0, 2.0], [1.5, 1.5, 0.5], [-1.0, 1.0, 0.7]):
        S = Q * np.array(eigenvalues) @ Q.T
        yield (S + S.T) / 2
    yield np.array([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
    yield np.array([[2.0, -1, 0], [-1, 2, -1], [0, -1, 2]])
    yield np.array([[1.0, 1, -2], [1, -2, 1], [-2, 1, 1]])
    yield np.array([[2.0, 0, 1], [0, 0, 0], [1, 0, 1]])
    yield from (*layouts(A), 1e-7 * A, np.abs(A), -np.abs(A), np.full((3, 3), 0.5))


def at_the_edges(rng):
    """Yield arguments of every kind, with rates that are not so large that nothing else counts."""
    for half, bt, other, bv, w0, numbers in edges(rng, "n n", "n", "n n", "n", "n", "K"):
        At, Av, lrs = half + half.T, other + other.T, np.abs(numbers)
        yield At, bt, Av, bv, w0, lrs / max(1.0, 0.5 * np.max(lrs) * np.linalg.norm(At))
    arrays = case(rng, 3, 4)
    At, bt, Av, bv, w0, lrs = arrays
    for unit in (1e-7, 1e7):
        yield unit * At, bt, Av, bv, w0, lrs / unit
        yield At, unit * bt, Av, bv, unit * w0, lrs
        yield At, bt, unit * Av, bv, w0 / unit, lrs
        yield At, bt, Av, unit * bv, w0, lrs
    for A, B in zip(list(matrices(rng)), [*matrices(rng)][::-1], strict=True):
        yield A, bt, B, bv, w0, lrs
    for number in (1, 3, 4, 5):
        whole = np.rint(2 * arrays[number] + 0.4 * (number == 5))
        for changed in (whole, whole.astype(int)):
            yield *arrays[:number], changed, *arrays[number + 1 :]
    for rates in (np.array([0, 1, 0, 2]), np.array([1, 2, 3]), *(A[0] for A in layouts(lrs[None]))):
        yield At, bt, Av, bv, w0, rates


@points(2)
def test_path(submission, reference, rng):
    """The path is right for several steps, one and none, with its start, for whole numbers too."""
    for n, K in ((3, 5), (1, 2), (4, 1), (4, 3), (3, 0)):
        At, bt, _, _, w0, lrs = case(rng, n, K)
        agree(submission.train(At, bt, w0, lrs), reference.train(At, bt, w0, lrs))
    whole = np.array([[2, -1], [-1, 2]]), np.array([1, 0]), np.array([3, -2]), np.array([0.5, 0.25])
    agree(submission.train(*whole), reference.train(*whole))


@points(0.5)
def test_path_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, zeros, equal, tiny and huge numbers, any symmetric matrix, and float32."""
    for At, bt, _, _, w0, lrs in at_the_edges(rng):
        agree(submission.train(At, bt, w0, lrs), reference.train(At, bt, w0, lrs))
    At, bt, _, _, w0, lrs = (array.astype(np.float32) for array in case(rng, 3, 3))
    agree(submission.train(At, bt, w0, lrs), reference.train(At, bt, w0, lrs), tol=1e-4)


@points(4)
def test_hypergradient(submission, reference, rng):
    """The hypergradient is right for several steps and one, and as many as there are weights."""
    with submission.replacing(train=reference.train):
        for n, K in ((4, 7), (3, 1), (1, 4), (3, 3)):
            arguments = case(rng, n, K)
            agree(submission.hypergrad(*arguments), reference.hypergrad(*arguments))


@points(1)
def test_hypergradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole, tiny and huge numbers, any symmetric matrices, and float32."""
    with submission.replacing(train=reference.train):
        for arguments in at_the_edges(rng):
            agree(submission.hypergrad(*arguments), reference.hypergrad(*arguments))
        arguments = [array.astype(np.float32) for array in case(rng, 3, 3)]
        agree(submission.hypergrad(*arguments), reference.hypergrad(*arguments), tol=1e-4)


@points(0.5)
def test_hypergradient_of_no_steps(submission, reference, rng):
    """Without steps there is no rate to differentiate by; with one more there is."""
    *others, lrs = case(rng, 3, 1)
    with submission.replacing(train=reference.train):
        agree(submission.hypergrad(*others, lrs[:0]), np.zeros(0))
        agree(submission.hypergrad(*others, lrs), reference.hypergrad(*others, lrs))


@points(0.5)
def test_hypergradient_at_rates_of_zero(submission, reference, rng):
    """A step of rate 0 goes nowhere, and still has a gradient by its rate."""
    *others, _ = case(rng, 3, 4)
    lrs = np.array([0.0, 0.4, 0.0, 0.3])
    with submission.replacing(train=reference.train):
        agree(submission.hypergrad(*others, lrs), reference.hypergrad(*others, lrs))


@points(0.5)
def test_hypergradient_of_many_steps(submission, reference, rng):
    """It is right for 30 steps, none of which arrives."""
    *others, lrs = case(rng, 4, 30)
    with submission.replacing(train=reference.train):
        agree(submission.hypergrad(*others, lrs / 10), reference.hypergrad(*others, lrs / 10))


@points(0.5)
def test_hypergradient_far_from_zero(submission, reference, rng):
    """It is right where both minima are near 10⁴, where differences of the loss are too coarse."""
    At, _, Av, _, w0, lrs = case(rng, 3, 3)
    far = 1e4 * rng.uniform(1, 2, size=3)
    with submission.replacing(train=reference.train):
        arguments = At, At @ far, Av, Av @ (far + draw(rng, 3)), far + w0, lrs
        agree(submission.hypergrad(*arguments), reference.hypergrad(*arguments))


@points(0.5, after="test_hypergradient")
def test_one_direction_a_step(submission, rng):
    """With a rate of 1/λ for each eigenvalue λ, in any order, training arrives, and no rate could be better."""
    H, w0 = np.diag([1.0, 4.0, 10.0]), draw(rng, 3)
    rates = rng.permutation([1.0, 0.25, 0.1])
    got = submission.train(H, np.ones(3), w0, rates)
    agree(got[-1] if isinstance(got, np.ndarray) and got.ndim else got, np.array([1, 0.25, 0.1]), what="w_K")
    agree(submission.hypergrad(H, np.ones(3), H, np.ones(3), w0, rates), np.zeros(3))
