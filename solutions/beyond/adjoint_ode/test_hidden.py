"""Hidden tests: 3 points for the path, 6.5 for the gradient of the steps, 5.5 for that of the equation."""

import numpy as np

from autograder import agree, agree_on, draw, expect, in_single, points

SIZES = [(3, 4), (1, 3), (4, 2), (2, 1)]


def case(rng, d, n):
    """Return W, u0, v, T and n, with a W that is not symmetric."""
    W = draw(rng, d, d)
    return W * rng.uniform(0.8, 1.4) / np.linalg.norm(W, 2), draw(rng, d), draw(rng, d), rng.uniform(0.7, 1.4), n


def sliced(A):
    """Return an array as every second column of another one."""
    return np.repeat(A, 2, axis=-1)[..., ::2]


def backwards(A):
    """Return an array that is stored backwards."""
    return A[..., ::-1].copy()[..., ::-1]


def vectors(rng):
    """Return vectors of 3 numbers, of each kind that may come in."""
    x = draw(rng, 3)
    return [x, backwards(np.array([-1, 0, 2])), sliced(np.full(3, 1.5)), np.zeros(3), np.array([-2.0, 1.0, 1.0]),
            -6e-7 * np.abs(x), np.array([3e6, 0.0, -3e6])]  # fmt: skip


def at_the_edges(rng):
    """Yield arguments of every kind: each array once whole, equal, zero, tiny, huge, in each order of memory."""
    W = case(rng, 3, 1)[0]
    above_one = W + (1.2 * np.sign(W) - W) * np.diag([1, 0, 0])  # cut to whole numbers, it is not all 0
    matrices = [backwards(np.array([[1, 0, 1], [0, -1, 0], [-1, 1, 0]])), above_one, sliced(np.full((3, 3), 0.5)),
                np.zeros((3, 3)), np.asfortranarray(-0.5 * np.abs(W)), -6e-7 * np.ones((3, 3)),
                np.array([[1.0, 0.0, -0.5], [0.0, 0.0, 0.0], [0.5, 0.0, -1.0]])]  # fmt: skip
    starts, ends = vectors(rng), vectors(rng)
    times = [(0.75, 2), (1.25, 2), (0.5, 1), (0.9, 3), (1, 3), (1e-7, 2), (2.0, 2)]
    for M, u0, at, (T, n) in zip(matrices, starts, (5, 0, 1, 6, 4, 3, 2), times, strict=True):
        yield M, u0, ends[at], T, n
    yield 1e-7 * W, draw(rng, 3), draw(rng, 3), 3e6, 2
    yield 3e8 * W, 3e-9 * draw(rng, 3), draw(rng, 3), 3e-9, 2
    yield 0.2 * draw(rng, 53, 53), draw(rng, 53), draw(rng, 53), 1.0, 1
    yield np.zeros((2, 2)), draw(rng, 2), draw(rng, 2), 0.75, 2
    steep, v = np.array([[4.0]]), draw(rng, 1)
    for T in (0.1, 0.05):  # alone differ; W u is 6.4 and more, where the slope is small and not 0
        yield steep, np.array([1.6]), v, T, 2
    yield np.array([[0, -1], [1, 0]]), np.array([2, -1]), np.array([1, 3]), 1, 2
    turn = np.array([[0.0, -1.0], [1.0, 0.0]])
    yield turn, np.array([1.0, 0.5]), np.array([0.5, 1.0]), 1.90625, 7  # 7 times 1.90625/7 is below 1.90625


def gradients(got, d, what):
    """Return two gradients, by W and by u0, as arrays of float64."""
    agree(len(got) if isinstance(got, tuple | list) else 0, 2, what=f"the number of arrays that {what} returns")
    return (expect(got[0], (d, d), what=f"the gradient by W, value 0 of {what},"),
            expect(got[1], (d,), what=f"the gradient by u0, value 1 of {what},"))  # fmt: skip


def agree_on_discrete(submission, reference, rng, number):
    """Compare one of the two gradients of the steps."""
    cases = [case(rng, d, n) for d, n in SIZES]

    def hold():
        for got, arguments in zip(submission.discrete_adjoint.each(cases), cases, strict=True):
            part = gradients(got, len(arguments[1]), "discrete_adjoint(W, u0, v, T, n)")[number]
            name = ("W", "u0")[number]
            agree(part, reference.discrete_adjoint(*arguments)[number], what=f"the gradient by {name}, value {number},")

    try:
        hold()
    except Exception:  # whatever it is: their euler may be the cause
        with submission.replacing(euler=reference.euler):
            hold()


# The path


@points(2.5)
def test_path(submission, reference, rng):
    """The path is right for several steps and one, with its start, for several numbers and one."""
    cases = [(W, u0, T, n) for W, u0, _, T, n in (case(rng, d, n) for d, n in SIZES)]
    agree_on(submission.euler, reference.euler, cases)


@points(0.5)
def test_path_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers, many steps, and float32."""
    cases = [(W, u0, T, n) for W, u0, _, T, n in at_the_edges(rng)]
    cases.append((np.array([[-0.4]]), np.array([2.0]), 7, 55))  # 55 times 7/55 is below 7
    for path, (W, u0, T, n) in zip(submission.euler.each(cases), cases, strict=True):
        right = reference.euler(W, u0, T, n)
        got = expect(path, right.shape, what="euler(W, u0, T, n)")
        agree(got, right, relative=True, what="the path")
        agree((got - u0) / T, (right - u0) / T, relative=True, what="what your path has moved, over T,")
    W, u0, _, T, n = in_single(case(rng, 3, 4))
    agree(submission.euler(W, u0, T, n), reference.euler(W, u0, T, n), tol=1e-4)


# The gradient of the steps


@points(3.5)
def test_discrete_by_the_weights(submission, reference, rng):
    """The gradient of the steps by W is right."""
    agree_on_discrete(submission, reference, rng, 0)


@points(2.5)
def test_discrete_by_the_start(submission, reference, rng):
    """The gradient of the steps by u0 is right."""
    agree_on_discrete(submission, reference, rng, 1)


@points(0.5)
def test_discrete_of_other_arrays(submission, reference, rng):
    """Both are right for whole numbers, slices, zeros, equal, tiny and huge numbers, many numbers, and float32."""
    cases, helped = [*at_the_edges(rng), in_single(case(rng, 3, 4))], submission.replacing(euler=reference.euler)
    agree_on(submission.discrete_adjoint, reference.discrete_adjoint, cases, relative=True, helped=helped)


# The gradient of the equation


@points(3.5)
def test_continuous(submission, reference, rng):
    """Both gradients of the equation are right."""
    cases, helped = [case(rng, d, n) for d, n in SIZES], submission.replacing(euler=reference.euler)
    agree_on(submission.continuous_adjoint, reference.continuous_adjoint, cases, helped=helped)


@points(0.5)
def test_continuous_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, zeros, equal, tiny and huge numbers, many numbers, and float32."""
    cases, helped = [*at_the_edges(rng), in_single(case(rng, 3, 4))], submission.replacing(euler=reference.euler)
    agree_on(submission.continuous_adjoint, reference.continuous_adjoint, cases, relative=True, helped=helped)


@points(1.5)
def test_they_meet(submission, reference, rng):
    """The gap between the two is not 0, and a quarter of it where there are four times as many steps."""
    W, u0, v, _, _ = case(rng, 5, 1)
    turning = np.tri(5, k=-1) - np.tri(5, k=-1).T  # so that W is far from symmetric, whatever was drawn
    cases, by_W = [(W + 0.3 * turning, u0, v, 1.0, n) for n in (13, 52)], []
    with submission.replacing(euler=reference.euler):
        for function in (submission.discrete_adjoint, submission.continuous_adjoint):
            name = f"{function.__name__}(W, u0, v, T, n)"
            by_W.append([gradients(got, 5, name)[0] for got in function.each(cases)])
    before, after = (one - other for one, other in zip(*by_W, strict=True))
    gap = np.linalg.norm(before)
    agree(gap > 1e-9, True, what="that your two gradients differ for 13 steps")
    what = "the gap between your two gradients for 13 steps less four times that for 52, as a part of the former,"
    agree(np.linalg.norm(before - 4 * after) / gap, 0.0, tol=0.35, what=what)
