"""Hidden tests: 3 points for the gradient, 2 for norms, 3 for integrated gradients."""

import numpy as np

from autograder import agree, agree_on, draw, edges, edges_of_many, expect, in_single, points

SIZES = [(4, 5), (4, 4)]


def network(rng, d, h):
    """Return s, W1, b1 and w2; hidden units are neither silent nor all saturated."""
    return draw(rng, d), draw(rng, d, h) / np.sqrt(d), draw(rng, h), draw(rng, h)


def at_the_edges(rng):
    """Yield s, s0, W1, b1 and w2 of every kind, with hidden units that are not saturated for each kind."""
    yield from edges_of_many(rng, "d", "d", "d h", "h", "h")
    _, _, _, w2 = network(rng, 3, 2)
    high = 2 * 10**6
    W1, b1 = np.array([[high, -high], [1, 0], [1, 2]]), np.array([0.25 - high, high])
    yield np.array([1, 0.5, 0]), np.array([1, 0, 2]), W1, b1, w2


def in_other_units(rng):
    """Yield s, s0, W1, b1 and w2 of which some are tiny and some huge, with hidden units that are not saturated."""
    s, W1, b1, w2 = network(rng, 3, 4)
    s0 = draw(rng, 3)
    yield 1e-7 * s, 1e-7 * s0, 1e7 * np.rint(4 * W1), b1, 1e-20 * w2
    yield 1e7 * s, 1e7 * s0, 1e-7 * W1, 1e-7 * b1, 1e7 * w2


def agree_on_shares(submission, reference, cases, **how):
    """Compare integrated gradients with the student's own functions, or else with right ones."""
    helped = submission.replacing(input_grad=reference.input_grad)
    agree_on(submission.integrated_gradients, reference.integrated_gradients, cases, helped=helped, **how)


@points(1.5)
def test_gradient(submission, reference, rng):
    """The gradient is right for fewer inputs than hidden units, and as many."""
    agree_on(submission.input_grad, reference.input_grad, [network(rng, *sizes) for sizes in SIZES])


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for cases, relative in ((at_the_edges(rng), False), (in_other_units(rng), True)):
        without_baseline = [(s, *weights) for s, _, *weights in cases]
        agree_on(submission.input_grad, reference.input_grad, without_baseline, relative=relative)
    agree_on(submission.input_grad, reference.input_grad, [in_single(network(rng, 3, 4))], tol=1e-4)


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
    cases = [(g, groups), (g, groups, sd)]
    for g, sd in edges(rng, "d", "d"):
        groups = {"all": list(range(len(g)))[::-1], "first": [0], "last but one": [len(g) - 1 - (len(g) > 1)]}
        cases.append((g, groups, sd))
    g, sd, groups = draw(rng, 4), draw(rng, 4), {"a": [2, 0], "b": [1]}
    whole = 10**5 * np.rint(2 * g).astype(int)  # with squares beyond 32 bits
    cases += [(np.rint(2 * g), groups, np.rint(2 * sd)), (whole, groups, None), (g[:1], {"a": [0]}, sd[:1])]
    agree_on(submission.group_norms, reference.group_norms, cases, relative=True)
    agree_on(submission.group_norms, reference.group_norms, [in_single((g, groups, sd))], tol=1e-4)


@points(1.5)
def test_integrated_gradients(submission, reference, rng):
    """The sums are right for few steps and more."""
    cases = [
        (s, draw(rng, len(s)), *weights, steps)
        for steps, (s, *weights) in zip((3, 2), (network(rng, *sizes) for sizes in SIZES), strict=True)
    ]
    agree_on_shares(submission, reference, cases)


@points(0.5)
def test_integrated_gradients_of_other_arrays(submission, reference, rng):
    """They are right for one step, all sizes, slices, whole, equal, tiny and huge numbers, and float32."""
    cases = [(*arrays, 1 + number % 2) for number, arrays in enumerate(at_the_edges(rng))]
    s, *weights = network(rng, 3, 2)
    cases.append((s, s, *weights, 3))
    cases.append((np.array([2.0]), np.array([-40.0]), *network(rng, 1, 1)[1:], 5))  # saturated but for the end
    agree_on_shares(submission, reference, cases)
    units = [(*arrays, 2) for arrays in in_other_units(rng)]
    agree_on_shares(submission, reference, units, relative=True)
    short = in_single((draw(rng, 3), s, *weights, 3))
    agree_on_shares(submission, reference, [short], tol=1e-4)


@points(0.5, after="test_gradient")
def test_shares_add_up(submission, reference, rng):
    """With many steps they are right too, and the shares add up to the change of the output, but for 1/K²."""
    s, W1, b1, w2 = network(rng, 3, 4)
    arguments = s, np.zeros(3), W1, b1, w2, 197
    shares = expect(submission.integrated_gradients(*arguments), (3,), what="integrated_gradients(...)")
    agree(shares, reference.integrated_gradients(*arguments), what="integrated_gradients(...) for 197 steps")
    due = w2 @ (np.tanh(s @ W1 + b1) - np.tanh(b1))
    agree(np.sum(shares), due, tol=0.01, what="the sum of the shares")


@points(0.5, after="test_gradient")
def test_norms_per_standard_deviation_know_no_units(submission, reference, rng):
    """With every input in another unit the gradient changes, and the norms per standard deviation do not."""
    s, W1, b1, w2 = network(rng, 4, 3)
    sd, unit = rng.uniform(0.5, 2.0, size=4), np.array([1000.0, 0.01, 3.0, 1.0])
    groups = {"a": [0, 3], "b": [2, 1]}
    both = (s, W1, b1, w2), (s * unit, W1 / unit[:, None], b1, w2)
    grads = [expect(g, (4,), what="input_grad(...)") for g in submission.input_grad.each(both)]
    right = reference.group_norms(reference.input_grad(s, W1, b1, w2), groups, sd)
    cases = [(g, groups, spread) for g, spread in zip(grads, (sd, sd * unit), strict=True)]
    agree_on(submission.group_norms, lambda *_: right, cases)
