"""Hidden tests: 2.5 points for the path, 7.5 for the hypergradient."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, in_single, points, symmetric_edges


def vector(rng, n, signs=(1, -1, 1, -1)):
    """Return up to four numbers of these signs."""
    return np.abs(draw(rng, n)) * signs[:n]


def symmetric(rng, n):
    """Return a positive definite matrix with entries of both signs, whose largest eigenvalue is between 2 and 3."""
    M, signs = np.eye(n) + rng.uniform(0.1, 0.5, size=(n, n)), (-1.0) ** np.arange(n)
    A = M @ M.T * np.outer(signs, signs)
    return A * (rng.uniform(2.0, 3.0) / np.linalg.norm(A, 2))


def case(rng, n, K):
    """Return At, bt, Av, bv, w0 and unsorted rates, with which training neither arrives nor runs away."""
    rates = np.roll(np.sort(rng.uniform(0.1, 0.5, size=K)), 1)
    bv, w0 = vector(rng, n, (1, 1, -1, -1)), vector(rng, n, (1, -1, -1, 1))  # of both signs, and not ascending
    return symmetric(rng, n), vector(rng, n), symmetric(rng, n), bv, w0, rates


def first_of(reference, cases, holds):
    """Return the first of endless cases whose hypergradient has a property, which is no luck then."""
    return next(arguments for arguments in cases if holds(reference.hypergrad(*arguments)))


def is_negative(g):
    """Tell whether larger rates would all be better, and one of them much."""
    return np.max(g) < 0 and np.min(g) < -1


def is_mixed(g):
    """Tell whether there are entries below 0 and above 1."""
    return np.min(g) < 0 and np.max(g) > 1


def larger(arguments):
    """Return the same problem with targets and start twice as far from 0."""
    At, bt, Av, bv, w0, lrs = arguments
    return At, 2 * bt, Av, 2 * bv, 2 * w0, lrs


def at_the_edges(rng):
    """Yield arguments of every kind, with rates that are not so large that nothing else counts."""
    *lists, (whole, *vectors) = symmetric_edges(rng, "n", "n", "n")
    others = 3, 7, 0, 2, 4, 1, 6, 5  # matrices of the same size, and of another kind where there are several
    lrs = rng.uniform(0.1, 0.5, size=4)
    rates = (np.array([0.5, 0.5, 0.5]), lrs, lrs[:2], lrs[:1], rng.uniform(0.1, 0.5, size=53),
             np.zeros(3), np.array([3.0]), np.sort(lrs))  # fmt: skip
    for (At, bt, bv, w0), other, some in zip(lists, others, rates, strict=True):
        yield At, bt, lists[other][0], bv, w0, some / max(1.0, 0.5 * np.linalg.norm(At))
    At, bt, Av, bv, w0, lrs = case(rng, 3, 4)
    yield 1e-7 * At, bt, 1e7 * Av, bv, w0, 1e7 * lrs
    yield whole, vectors[0], whole, *vectors[1:], np.array([0, 1])
    whole = np.array([[2, -1, 0], [-1, 2, -1], [0, -1, 2]])
    yield At, bt, Av, bv, np.array([2, -1, 2]), np.repeat(lrs, 2)[::2]
    yield whole, bt, Av, bv, w0, lrs[::-1]
    yield At, 1e-15 * bt, Av, 1e-15 * bv, 1e-15 * w0, np.array([0, 1, 0, 2])


def agree_on_hypergrad(submission, reference, cases, **how):
    """Compare hypergradients with the student's own functions, or else with right ones."""
    helped = submission.replacing(train=reference.train)
    agree_on(submission.hypergrad, reference.hypergrad, cases, helped=helped, **how)


@points(2)
def test_path(submission, reference, rng):
    """The path is right for several steps and none, with its start, for whole numbers too."""
    cases = [(At, bt, w0, lrs) for At, bt, _, _, w0, lrs in (case(rng, n, K) for n, K in ((3, 5), (3, 0)))]
    cases.append((np.array([[2, -1], [-1, 2]]), np.array([1, 0]), np.array([3, -2]), np.array([0.5, 0.75])))
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
    many = first_of(reference, iter(lambda: larger(case(rng, 4, 7)), None), is_negative)
    few = first_of(reference, iter(lambda: larger(case(rng, 3, 3)), None), is_mixed)
    agree_on_hypergrad(submission, reference, [many, few])


@points(1)
def test_hypergradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole, tiny and huge numbers, any symmetric matrices, and float32."""
    agree_on_hypergrad(submission, reference, at_the_edges(rng), relative=True)
    agree_on_hypergrad(submission, reference, [in_single(case(rng, 3, 3))], tol=1e-4)


@points(0.5, after="test_hypergradient", why="an empty answer has a shape too")
def test_hypergradient_of_no_steps(submission, reference, rng):
    """Without steps there is no rate to differentiate by."""
    with submission.replacing(train=reference.train):
        agree(submission.hypergrad(*case(rng, 3, 0)), np.zeros(0))


@points(0.5)
def test_hypergradient_at_rates_of_zero(submission, reference, rng):
    """A step of rate 0 goes nowhere, and still has a gradient by its rate."""
    At = np.array([[2.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 2.0]])

    def drawn():
        _, bt, Av, _, w0, _ = larger(case(rng, 3, 4))
        return At, bt, Av, np.array([1, 3, -2]), w0, np.array([0.0, 0.4, 0.0, 0.3])

    agree_on_hypergrad(submission, reference, [first_of(reference, iter(drawn, None), is_mixed)])


@points(0.5)
def test_hypergradient_of_many_steps(submission, reference, rng):
    """It is right for 30 steps, none of which arrives."""

    def drawn():
        *others, lrs = larger(case(rng, 4, 30))
        return *others, between_singles(lrs / 10)

    agree_on_hypergrad(submission, reference, [first_of(reference, iter(drawn, None), is_negative)])


@points(0.5)
def test_hypergradient_far_from_zero(submission, reference, rng):
    """It is right where both minima are near 10⁴, where differences of the loss are too coarse."""

    def drawn():
        At, _, Av, bv, w0, lrs = case(rng, 3, 3)
        far = 1e4 * vector(rng, 3)
        return At, At @ far, Av, Av @ (far + 3 * bv), far + 3 * w0, lrs

    agree_on_hypergrad(submission, reference, [first_of(reference, iter(drawn, None), is_mixed)])


@points(0.5, after="test_hypergradient")
def test_one_direction_a_step(submission, rng):
    """With a rate of 1/λ for each eigenvalue λ, in any order, training arrives, and no rate could be better."""
    H, b, w0 = np.diag([1.0, 4.0, 10.0]), vector(rng, 3), vector(rng, 3)
    rates = rng.shared.permutation([1.0, 0.25, 0.1])
    got = submission.train(H, b, w0, rates)
    agree(got[-1] if isinstance(got, np.ndarray) and got.ndim else got, b / np.diag(H), what="w_K")
    agree(submission.hypergrad(H, b, H, b, w0, rates), np.zeros(3))
