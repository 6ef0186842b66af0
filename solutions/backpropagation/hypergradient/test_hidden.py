"""Hidden tests: 2.5 points for the path, 7.5 for the hypergradient."""

import numpy as np

from autograder import agree, agree_on, draw, in_single, points, symmetric_edges


def symmetric(rng, n):
    """Return a positive definite matrix of eigenvalues between 0.5 and 3 that is not diagonal."""
    Q, _ = np.linalg.qr(draw(rng, n, n))
    A = Q * rng.uniform(0.5, 3.0, size=n) @ Q.T
    return (A + A.T) / 2


def case(rng, n, K):
    """Return At, bt, Av, bv, w0 and rates with which training neither arrives nor runs away."""
    rates = rng.uniform(0.1, 0.5, size=K)
    return symmetric(rng, n), draw(rng, n), symmetric(rng, n), draw(rng, n), draw(rng, n), rates


def at_the_edges(rng):
    """Yield arguments of every kind, with rates that are not so large that nothing else counts."""
    lists = [*symmetric_edges(rng, "n", "n", "n")]
    others = 3, 7, 0, 2, 4, 1, 6, 5  # matrices of the same size, and of another kind where there are several
    lrs = rng.uniform(0.1, 0.5, size=4)
    rates = (np.array([0.5, 0.5, 0.5]), lrs, lrs[:2], lrs[:1], rng.uniform(0.1, 0.5, size=53),
             np.zeros(3), np.array([1.0, 3.0]), np.sort(lrs))  # fmt: skip
    for (At, bt, bv, w0), other, some in zip(lists, others, rates, strict=True):
        yield At, bt, lists[other][0], bv, w0, some / max(1.0, 0.5 * np.linalg.norm(At))
    At, bt, Av, bv, w0, lrs = case(rng, 3, 4)
    yield 1e-7 * At, bt, 1e7 * Av, bv, w0, 1e7 * lrs
    yield 1e7 * At, bt, 1e-7 * Av, bv, w0, 1e-7 * lrs
    whole = np.array([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
    yield At, bt, Av, bv, np.array([2, -1, 2]), np.repeat(lrs, 2)[::2]
    yield whole, bt, Av, bv, w0, lrs[::-1]
    yield At, 1e-7 * bt, Av, 1e-7 * bv, 1e-7 * w0, np.array([0, 1, 0, 2])


@points(2)
def test_path(submission, reference, rng):
    """The path is right for several steps and none, with its start, for whole numbers too."""
    cases = [(At, bt, w0, lrs) for At, bt, _, _, w0, lrs in (case(rng, n, K) for n, K in ((3, 5), (4, 4), (3, 0)))]
    cases.append((np.array([[2, -1], [-1, 2]]), np.array([1, 0]), np.array([3, -2]), np.array([0.5, 0.25])))
    agree_on(submission.train, reference.train, cases)


@points(0.5)
def test_path_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, zeros, equal, tiny and huge numbers, any symmetric matrix, and float32."""
    cases = [(At, bt, w0, lrs) for At, bt, _, _, w0, lrs in (*at_the_edges(rng), in_single(case(rng, 3, 3)))]
    agree_on(submission.train, reference.train, cases[:-1], relative=True)
    agree_on(submission.train, reference.train, cases[-1:], tol=1e-4)


@points(4)
def test_hypergradient(submission, reference, rng):
    """The hypergradient is right for several steps, and as many as there are weights."""
    with submission.replacing(train=reference.train):
        agree_on(submission.hypergrad, reference.hypergrad, [case(rng, 4, 7), case(rng, 3, 3)])


@points(1)
def test_hypergradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole, tiny and huge numbers, any symmetric matrices, and float32."""
    with submission.replacing(train=reference.train):
        agree_on(submission.hypergrad, reference.hypergrad, at_the_edges(rng), relative=True)
        agree_on(submission.hypergrad, reference.hypergrad, [in_single(case(rng, 3, 3))], tol=1e-4)


@points(0.5, after="test_hypergradient", why="an empty answer has a shape too")
def test_hypergradient_of_no_steps(submission, reference, rng):
    """Without steps there is no rate to differentiate by."""
    with submission.replacing(train=reference.train):
        agree(submission.hypergrad(*case(rng, 3, 0)), np.zeros(0))


@points(0.5)
def test_hypergradient_at_rates_of_zero(submission, reference, rng):
    """A step of rate 0 goes nowhere, and still has a gradient by its rate."""
    At = np.array([[2.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 2.0]])
    _, bt, Av, _, w0, _ = case(rng, 3, 4)
    arguments = At, bt, Av, np.array([1, 3, -2]), w0, np.array([0.0, 0.4, 0.0, 0.3])
    with submission.replacing(train=reference.train):
        agree(submission.hypergrad(*arguments), reference.hypergrad(*arguments))


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
