"""Hidden tests: 3 points for the gradient, 2 for norms, 3 for integrated gradients."""

import numpy as np

from autograder import agree, draw, edges, expect, points

SIZES = [(4, 5), (4, 4), (1, 3), (5, 1)]


def network(rng, d, h):
    """Return s, W1, b1 and w2; hidden units are neither silent nor all saturated."""
    return draw(rng, d), draw(rng, d, h) / np.sqrt(d), draw(rng, h), draw(rng, h)


def at_the_edges(rng):
    """Yield s, s0, W1, b1 and w2 of every kind, with hidden units that are not saturated for each kind."""
    yield from edges(rng, "d", "d", "d h", "h", "h")
    s, W1, b1, w2 = network(rng, 3, 4)
    s0 = draw(rng, 3)
    for unit in (1e-7, 1e7):
        yield unit * s, unit * s0, W1 / unit, b1, w2
        yield s, s0, W1, b1, unit * w2
    yield s, s0, W1, 1e-7 * b1, w2
    arrays = [s, s0, W1, b1, w2]
    for number, array in enumerate(arrays):
        whole = np.rint(2 * array)
        for changed in (whole, whole.astype(int)):
            yield *arrays[:number], changed, *arrays[number + 1 :]
    high = 2 * 10**6
    W1, b1 = np.array([[high, -high], [1, 0], [1, 2]]), np.array([-high, high])
    yield np.array([1, 1, 0]), np.array([1, 0, 1]), W1, b1, w2[:2]


@points(1.5)
def test_gradient(submission, reference, rng):
    """The gradient is right for fewer inputs than hidden units, more, as many, and one."""
    for sizes in SIZES:
        case = network(rng, *sizes)
        agree(submission.input_grad(*case), reference.input_grad(*case))


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for s, _, *weights in at_the_edges(rng):
        agree(submission.input_grad(s, *weights), reference.input_grad(s, *weights))
    short = [array.astype(np.float32) for array in network(rng, 3, 4)]
    agree(submission.input_grad(*short), reference.input_grad(*short), tol=1e-4)


@points(0.5)
def test_gradient_of_units_that_nearly_cancel(submission, reference, rng):
    """It is right for two nearly equal units of weights near 10⁴, where differences of the output are too coarse."""
    s, W1, b1, _ = network(rng, 3, 2)
    W1[:, 1] = W1[:, 0] * rng.uniform(1.01, 1.02)
    w2 = np.array([1e4, -1e4])
    b1[1] = b1[0]
    agree(submission.input_grad(s, W1, b1, w2), reference.input_grad(s, W1, b1, w2))


@points(2)
def test_norms_of_groups(submission, reference, rng):
    """Norms are right for groups of one, several, many and none, with spreads and without, for any kind of array."""
    groups = {"three": [4, 0, 2], "one": [3], "none": [], "two": [1, 4]}
    g, sd = draw(rng, 5), rng.uniform(0.5, 2.0, size=5)
    agree(submission.group_norms(g, groups), reference.group_norms(g, groups))
    agree(submission.group_norms(g, groups, sd), reference.group_norms(g, groups, sd))
    for g, sd in edges(rng, "d", "d"):
        groups = {"all": list(range(len(g)))[::-1], "first": [0], "last but one": [len(g) - 1 - (len(g) > 1)]}
        agree(submission.group_norms(g, groups, sd), reference.group_norms(g, groups, sd))
        agree(submission.group_norms(g, groups, None), reference.group_norms(g, groups))
    g, sd, groups = draw(rng, 4), draw(rng, 4), {"a": [2, 0], "b": [1]}
    cases = [(np.rint(3 * g).astype(int), sd), (g, np.array([2, 1, 0, 3])), (np.rint(2 * g), np.rint(2 * sd))]
    cases += [(1e-7 * g, 1e7 * sd), (1e7 * g, 1e-7 * sd), (g, 0 * sd)]
    for g, sd in cases:
        agree(submission.group_norms(g, groups, sd), reference.group_norms(g, groups, sd))
    g, sd = g.astype(np.float32), sd.astype(np.float32)
    agree(submission.group_norms(g, groups, sd), reference.group_norms(g, groups, sd), tol=1e-4)


@points(1.5)
def test_integrated_gradients(submission, reference, rng):
    """The sums are right for one step, some and many, and 0 where input and baseline are the same."""
    with submission.replacing(input_grad=reference.input_grad):
        for steps, sizes in zip((3, 1, 12, 4), SIZES, strict=True):
            s, *weights = network(rng, *sizes)
            case = s, draw(rng, len(s)), *weights, steps
            agree(submission.integrated_gradients(*case), reference.integrated_gradients(*case))
        agree(submission.integrated_gradients(s, s, *weights, 3), np.zeros(len(s)))


@points(0.5)
def test_integrated_gradients_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    with submission.replacing(input_grad=reference.input_grad):
        for number, arrays in enumerate(at_the_edges(rng)):
            case = *arrays, 1 + number % 2
            agree(submission.integrated_gradients(*case), reference.integrated_gradients(*case))
        s, *weights = network(rng, 3, 2)
        case = s, draw(rng, 3), *weights, 60
        agree(submission.integrated_gradients(*case), reference.integrated_gradients(*case))
        short = [array.astype(np.float32) for array in case[:-1]]
        agree(submission.integrated_gradients(*short, 3), reference.integrated_gradients(*short, 3), tol=1e-4)


@points(0.5, after="test_integrated_gradients", why="what they are for, without the reference")
def test_shares_add_up(submission, reference, rng):
    """The shares add up to the change of the output, with an error that falls like 1/K²."""
    s, W1, b1, w2 = network(rng, 3, 4)
    s0, W1 = np.zeros(3), W1 / 2
    due = w2 @ (np.tanh(s @ W1 + b1) - np.tanh(b1))
    with submission.replacing(input_grad=reference.input_grad):
        got = [submission.integrated_gradients(s, s0, W1, b1, w2, steps) for steps in (8, 16)]
    sums = [np.sum(expect(shares, (3,), what="integrated_gradients(...)")) for shares in got]
    agree((4 * sums[1] - sums[0]) / 3, due, tol=1e-4, what="the sum of the shares, its limit for many steps")


@points(0.5, after="test_gradient")
def test_norms_per_standard_deviation_know_no_units(submission, reference, rng):
    """With every input in another unit the gradient changes, and the norms per standard deviation do not."""
    s, W1, b1, w2 = network(rng, 4, 3)
    sd, unit = rng.uniform(0.5, 2.0, size=4), np.array([1000.0, 0.01, 3.0, 1.0])
    groups = {"a": [0, 3], "b": [2, 1]}
    with submission.replacing(input_grad=reference.input_grad):
        grads = [submission.input_grad(s, W1, b1, w2), submission.input_grad(s * unit, W1 / unit[:, None], b1, w2)]
        grads = [expect(g, (4,), what="input_grad(...)") for g in grads]
        got = [submission.group_norms(grads[0], groups, sd), submission.group_norms(grads[1], groups, sd * unit)]
    right = reference.group_norms(reference.input_grad(s, W1, b1, w2), groups, sd)
    for norms in got:
        agree(norms, right)
