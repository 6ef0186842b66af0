"""Hidden tests: 10 points for backpropagation through time, 4 for the Jacobian of the state."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, edges_of_many, in_single, points

SIZES = [(6, 3, 4), (3, 3, 3)]
KEYS = "wo", "b", "Wx", "Wh", "h0"


def network(rng, T, i, h):
    """Return xs, ys, Wx, Wh, b, wo and h0; no unit is saturated, and a state matters for a few steps."""
    weights = (
        draw(rng, h, i) / (2 * np.sqrt(i)),
        draw(rng, h, h) / np.sqrt(h),
        draw(rng, h) / 2,
        draw(rng, h),
        draw(rng, h),
    )
    return draw(rng, T, i), draw(rng, T), *map(between_singles, weights)


def at_the_edges(rng):
    """Yield arguments of every kind, with states that are not saturated for each kind."""
    yield from edges_of_many(rng, "T i", "T", "h i", "h h", "h", "h", "h", many=6)
    xs, ys, Wx, Wh, b, wo, h0 = network(rng, 2, 2, 3)
    ys[1], h0[2] = ys[0], h0[0]
    Wh, b, wo = (np.rint(2 * A).astype(int) for A in (Wh, b, wo))
    yield np.asfortranarray(xs), ys, np.asfortranarray(Wx), Wh, b, wo, h0
    xs, ys, Wx, Wh, b, wo, h0 = network(rng, 2, 53, 53)
    b[2] = b[0]
    ys, Wx, wo, h0 = (np.rint(3 * A).astype(int) for A in (ys, 3 * Wx, wo, h0))
    yield xs, ys, Wx, np.asfortranarray(Wh), b, wo, h0
    _, ys, _, Wh, _, wo, h0 = network(rng, 1, 2, 2)
    high = 2 * 10**6
    Wx, b = np.array([[high, 1], [-high, 0]]), np.array([-high - 0.75, high + 0.25])
    yield np.array([[1, 1]]), np.rint(3 * ys).astype(int), Wx, np.rint(2 * Wh).astype(int), b, wo, h0


def in_other_units(rng):
    """Yield arguments of which some are tiny and some huge, with states that are not saturated."""
    xs, ys, Wx, Wh, b, wo, h0 = network(rng, 1, 3, 3)
    yield 1e-7 * xs, 1e-7 * ys, 1e7 * Wx, 1e7 * Wh, 1e-7 * b, 1e-7 * wo, 1e-7 * h0
    xs, h0 = np.rint(1e7 * xs).astype(int), np.rint(1e7 * h0).astype(int)
    yield xs, 1e7 * ys, 1e-7 * Wx, 1e-7 * Wh, b, 1e7 * wo, h0
    xs, ys, Wx, Wh, b, wo, h0 = network(rng, 3, 2, 3)
    xs[0], ys[0] = 0, 0  # so that the first error is exactly 0
    yield 1e-9 * xs, 1e-9 * ys, Wx, Wh, 0 * b, wo, 0 * h0


def in_whole_floats(rng):
    """Return the arguments of state_jacobian, all of them 1 or -1, for one step after which no state is whole."""
    shapes = (1, 2), (2, 2), (2,), (2,)
    xs, Wx, b, h0 = (np.sign(draw(rng, *shape)) for shape in shapes)
    return xs, Wx, np.array([[1.0, -1.0], [1.0, 1.0]]), b, h0


def without_targets(case):
    """Return the arguments of state_jacobian."""
    xs, _, Wx, Wh, b, _, h0 = case
    return xs, Wx, Wh, b, h0


def result(got, number):
    """Return the loss or the gradients of what came back."""
    count = len(got) if isinstance(got, tuple | list) else 0
    agree(count, 2, what="the number of values that bptt returns")
    return got[number]


def agree_on_some(submission, reference, keys, cases):
    """Compare some of the gradients, in the order of the keys."""
    for found, case in zip(submission.bptt.each(cases), cases, strict=True):
        right, got = reference.bptt(*case)[1], result(found, 1)
        agree(got, {key: right[key] for key in keys}, what="the dict of bptt(...)")


@points(1.5)
def test_loss(submission, reference, rng):
    """The loss of a sequence is right."""
    case = network(rng, *SIZES[0])
    agree(result(submission.bptt(*case), 0), reference.bptt(*case)[0], what="the loss")


@points(2.5)
def test_gradient_by_the_weights_of_the_state(submission, reference, rng):
    """The gradient by Wh is right."""
    agree_on_some(submission, reference, ("Wh",), [network(rng, *sizes) for sizes in SIZES])


@points(2.5)
def test_gradients_by_the_other_weights(submission, reference, rng):
    """The gradients by wo, b and Wx are right."""
    agree_on_some(submission, reference, ("wo", "b", "Wx"), [network(rng, *SIZES[0])])


@points(1)
def test_gradient_by_the_first_state(submission, reference, rng):
    """The gradient by h0 is right."""
    agree_on_some(submission, reference, ("h0",), [network(rng, *SIZES[0])])


@points(1)
def test_other_arrays(submission, reference, rng):
    """Loss and gradients are right for all sizes, slices, whole numbers, zeros, tiny and huge ones, and float32."""
    agree_on(submission.bptt, reference.bptt, at_the_edges(rng))
    agree_on(submission.bptt, reference.bptt, in_other_units(rng), relative=True)
    agree_on(submission.bptt, reference.bptt, [in_single(network(rng, 3, 2, 4))], tol=1e-4)


@points(0.5, after="test_gradients_by_the_other_weights", why="gradients of nothing have shapes too")
def test_no_steps(submission, reference, rng):
    """Without steps every gradient is zero, and has its shape."""
    case = network(rng, 0, 3, 4)
    agree(submission.bptt(*case), reference.bptt(*case))


@points(0.5)
def test_many_steps(submission, reference, rng):
    """They are right after 100 steps too."""
    xs, ys, Wx, _, b, wo, h0 = network(rng, 100, 2, 4)
    Q, _ = np.linalg.qr(draw(rng, 4, 4))
    agree_on_some(submission, reference, KEYS, [(xs, ys, Wx, 0.95 * Q, b / 4, wo, h0)])


@points(0.5)
def test_large_targets(submission, reference, rng):
    """They are right where targets are near 10⁴, where differences of the loss are too coarse."""
    xs, _, *weights = network(rng, 4, 2, 3)
    agree_on_some(submission, reference, KEYS, [(xs, 1e4 * rng.uniform(1, 2, size=4), *weights)])


@points(3)
def test_state_jacobian(submission, reference, rng):
    """It is right for several steps, and the identity without steps."""
    cases = [without_targets(network(rng, *sizes)) for sizes in ((5, 3, 4), (0, 2, 3))]
    agree_on(submission.state_jacobian, reference.state_jacobian, [*cases, in_whole_floats(rng)])


@points(1)
def test_state_jacobian_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    function, right = submission.state_jacobian, reference.state_jacobian
    agree_on(function, right, map(without_targets, (*at_the_edges(rng), network(rng, 53, 2, 2))))
    agree_on(function, right, map(without_targets, in_other_units(rng)), relative=True)
    agree_on(function, right, [without_targets(in_single(network(rng, 3, 2, 4)))], tol=1e-4)
