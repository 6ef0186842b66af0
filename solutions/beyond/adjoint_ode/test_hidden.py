"""Hidden tests: 3 points for the path, 6.5 for the gradient of the steps, 5.5 for that of the equation."""

import numpy as np

from autograder import agree, draw, expect, points

SIZES = [(3, 7), (2, 2), (1, 5), (4, 4), (2, 1)]


def case(rng, d, n):
    """Return W, u0, v, T and n, with a W that is not symmetric."""
    W = draw(rng, d, d)
    return W * rng.uniform(0.8, 1.4) / np.linalg.norm(W, 2), draw(rng, d), draw(rng, d), rng.uniform(0.7, 1.4), n


def layouts(A):
    """Yield an array stored in Fortran's order, as a slice, and backwards."""
    yield np.asfortranarray(A)
    yield np.repeat(A, 2, axis=-1)[..., ::2]
    yield A[..., ::-1].copy()[..., ::-1]


def vectors(rng):
    """Return vectors of 3 numbers, of each kind that may come in."""
    x = draw(rng, 3)
    return [x, np.array([2, 0, -1]), *list(layouts(x))[1:], np.full(3, 1.5), np.zeros(3), np.array([-2.0, 1.0, 2.0]),
            -6e-7 * np.abs(x), np.array([3e6, -5e6, 2e6]), np.array([1, 2, 4]), np.array([0.5, 0.0, 0.5])]  # fmt: skip


def at_the_edges(rng):
    """Yield arguments of every kind: each array once whole, equal, zero, tiny, huge, in each order of memory."""
    W = case(rng, 3, 1)[0]
    above_one = W + (1.2 * np.sign(W) - W) * np.diag([1, 0, 0])  # cut to whole numbers, it is not all 0
    matrices = [np.array([[1, 0, 1], [0, -1, 0], [-1, 1, 0]]), above_one, np.full((3, 3), 0.5), -0.5 * np.abs(W),
                *layouts(W), 0.5 * np.abs(W), np.zeros((3, 3)), -6e-7 * np.ones((3, 3)),
                np.array([[1.0, 0.0, -0.5], [0.0, 0.0, 0.0], [0.5, 0.0, -1.0]])]  # fmt: skip
    starts, ends = vectors(rng), vectors(rng)
    times = [(0.75, 3), (1, 2), (1.0, 6), (0.5, 1), (1.25, 2), (1e-7, 2), (0.5, 4), (1, 3), (2.0, 3), (0.9, 2)]
    for number, M in enumerate(matrices):
        T, n = times[number % len(times)]
        yield M, starts[number % 11], ends[(number + 3) % 11], T, n
    yield W, starts[0], ends[1], 0.8, 3
    yield 1e-7 * W, draw(rng, 3), draw(rng, 3), 3e6, 3
    yield 3e8 * W, 3e-9 * draw(rng, 3), draw(rng, 3), 3e-9, 3
    yield 0.2 * draw(rng, 53, 53), draw(rng, 53), draw(rng, 53), 0.7, 200
    turn = np.array([[0.0, -1.0], [1.0, 0.0]])
    yield turn, np.array([1.0, 0.5]), np.array([0.5, 1.0]), 2, 49  # 49 times 2/49 is below 2


def gradients(got, d, what):
    """Return two gradients, by W and by u0, as arrays of float64."""
    agree(len(got) if isinstance(got, tuple | list) else 0, 2, what=f"the number of arrays that {what} returns")
    return (expect(got[0], (d, d), what=f"the gradient by W, value 0 of {what},"),
            expect(got[1], (d,), what=f"the gradient by u0, value 1 of {what},"))  # fmt: skip


def agree_at_the_edges(function, right, rng):
    """Hold both gradients against the right ones, in units of their own."""
    for arguments in at_the_edges(rng):
        got = gradients(function(*arguments), len(arguments[1]), f"{function.__name__}(W, u0, v, T, n)")
        for part, true, name in zip(got, right(*arguments), ("W", "u0"), strict=True):
            agree(part, true, relative=True, what=f"the gradient by {name}")


def in_single(arguments):
    """Return the same with arrays of float32."""
    return [value.astype(np.float32) if isinstance(value, np.ndarray) else value for value in arguments]


# The path


@points(2.5)
def test_path(submission, reference, rng):
    """The path is right for several steps and one, with its start, for several numbers and one."""
    for d, n in SIZES:
        W, u0, _, T, _ = case(rng, d, n)
        agree(submission.euler(W, u0, T, n), reference.euler(W, u0, T, n))


@points(0.5)
def test_path_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, equal, tiny and huge numbers, many steps, and float32."""
    for W, u0, _, T, n in at_the_edges(rng):
        right = reference.euler(W, u0, T, n)
        got = expect(submission.euler(W, u0, T, n), right.shape, what="euler(W, u0, T, n)")
        agree(got, right, relative=True, what="the path")
        agree((got - u0) / T, (right - u0) / T, relative=True, what="what your path has moved, over T,")
    W, u0, _, T, n = in_single(case(rng, 3, 4))
    agree(submission.euler(W, u0, T, n), reference.euler(W, u0, T, n), tol=1e-4)


# The gradient of the steps


@points(3.5)
def test_discrete_by_the_weights(submission, reference, rng):
    """The gradient of the steps by W is right."""
    with submission.replacing(euler=reference.euler):
        for d, n in SIZES:
            arguments = case(rng, d, n)
            got = gradients(submission.discrete_adjoint(*arguments), d, "discrete_adjoint(W, u0, v, T, n)")
            agree(got[0], reference.discrete_adjoint(*arguments)[0], what="the gradient by W, value 0,")


@points(2.5)
def test_discrete_by_the_start(submission, reference, rng):
    """The gradient of the steps by u0 is right."""
    with submission.replacing(euler=reference.euler):
        for d, n in SIZES:
            arguments = case(rng, d, n)
            got = gradients(submission.discrete_adjoint(*arguments), d, "discrete_adjoint(W, u0, v, T, n)")
            agree(got[1], reference.discrete_adjoint(*arguments)[1], what="the gradient by u0, value 1,")


@points(0.5)
def test_discrete_of_other_arrays(submission, reference, rng):
    """Both are right for whole numbers, slices, zeros, equal, tiny and huge numbers, many steps, and float32."""
    with submission.replacing(euler=reference.euler):
        agree_at_the_edges(submission.discrete_adjoint, reference.discrete_adjoint, rng)
        arguments = in_single(case(rng, 3, 4))
        agree(submission.discrete_adjoint(*arguments), reference.discrete_adjoint(*arguments), tol=1e-4)


# The gradient of the equation


@points(3.5)
def test_continuous(submission, reference, rng):
    """Both gradients of the equation are right."""
    with submission.replacing(euler=reference.euler):
        for d, n in SIZES:
            arguments = case(rng, d, n)
            got = submission.continuous_adjoint(*arguments)
            agree(got, reference.continuous_adjoint(*arguments), what="continuous_adjoint(W, u0, v, T, n)")


@points(0.5)
def test_continuous_of_other_arrays(submission, reference, rng):
    """They are right for whole numbers, slices, zeros, equal, tiny and huge numbers, many steps, and float32."""
    with submission.replacing(euler=reference.euler):
        agree_at_the_edges(submission.continuous_adjoint, reference.continuous_adjoint, rng)
        arguments = in_single(case(rng, 3, 4))
        agree(submission.continuous_adjoint(*arguments), reference.continuous_adjoint(*arguments), tol=1e-4)


@points(1.5)
def test_they_meet(submission, reference, rng):
    """The gap between the two is not 0, and it halves where the number of steps doubles."""
    W, u0, v, _, _ = case(rng, 3, 1)
    gaps = []
    with submission.replacing(euler=reference.euler):
        for n in (40, 80, 160):
            both = [gradients(function(W, u0, v, 1.0, n), 3, name) for function, name in (
                (submission.discrete_adjoint, "discrete_adjoint(W, u0, v, T, n)"),
                (submission.continuous_adjoint, "continuous_adjoint(W, u0, v, T, n)"))]  # fmt: skip
            gaps.append(np.linalg.norm(both[0][0] - both[1][0]))
    agree(gaps[0] > 1e-9, True, what="that your two gradients differ for 40 steps")
    slope = np.log(gaps[2] / gaps[0]) / np.log(4)
    agree(slope, -1.0, tol=0.25, what="the power of n with which the gap between your two gradients falls")
