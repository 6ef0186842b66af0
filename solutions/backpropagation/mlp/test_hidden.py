"""Hidden tests: 3 points for the way forward, 12 for the way back."""

import numpy as np

from autograder import agree, agree_on, draw, edges_of_many, in_single, points

SIZES = [(8, 4, 5, 2), (4, 4, 4, 4)]


def network(rng, N, d, h, k):
    """Return X, Y and the weights and biases of both layers; hidden units are neither silent nor all saturated."""
    return draw(rng, N, d), draw(rng, N, k), draw(rng, d, h) / np.sqrt(d), draw(rng, h), draw(rng, h, k), draw(rng, k)


def at_the_edges(rng):
    """Yield arguments of every kind, with hidden units that are not saturated for each kind."""
    yield from edges_of_many(rng, "N d", "N k", "d h", "h", "h k", "k", many=6)
    X, Y, W1, b1, W2, b2 = network(rng, 53, 2, 53, 2)
    b1[1], b2[1] = b1[0], b2[0]
    whole = np.rint(1e7 * np.asfortranarray(W1)), np.rint(2 * W2), np.rint(3 * b2)
    W1, W2, b2 = (A.astype(int) for A in whole)
    yield 1e-7 * X, Y, W1, 1e-7 * b1, W2, b2
    X, Y, W1, b1, W2, b2 = network(rng, 2, 53, 2, 53)
    yield 1e7 * X, np.rint(3 * Y).astype(int), 1e-7 * W1, b1, W2, b2
    high = 2 * 10**6
    W1, b1 = np.array([[-high, high], [1, -1]]), np.array([high, 0.25 - high])
    yield np.array([[1, 0], [1, 1]]), 1e-7 * Y, W1, b1, W2, b2


def in_small_units(rng):
    """Return arguments of which all but the weights are tiny, and so is what comes back."""
    X, Y, W1, b1, W2, b2 = network(rng, 3, 2, 4, 2)
    return 1e-9 * X, 1e-9 * Y, W1, 1e-9 * b1, W2, 1e-9 * b2


def without_targets(cases):
    """Yield the arguments of mlp_forward."""
    return ((X, *weights) for X, _, *weights in cases)


def agree_on_loss(submission, reference, cases, **how):
    """Compare losses with the student's own functions, or else with right ones."""
    helped = submission.replacing(mlp_forward=reference.mlp_forward)
    agree_on(submission.mlp_loss, reference.mlp_loss, cases, helped=helped, **how)


def parts(submission, reference, keys, cases, **how):
    """Compare some of the gradients, in the order of the keys."""

    def right(*case):
        found = reference.mlp_backward(*case)
        return {key: found[key] for key in keys}

    helped = submission.replacing(mlp_forward=reference.mlp_forward)
    agree_on(submission.mlp_backward, right, cases, helped=helped, **how)


@points(1.5)
def test_forward(submission, reference, rng):
    """Hidden units and outputs are right, also where all sizes are equal."""
    cases = [network(rng, *sizes) for sizes in SIZES]
    agree_on(submission.mlp_forward, reference.mlp_forward, without_targets(cases))


@points(0.5)
def test_forward_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    agree_on(submission.mlp_forward, reference.mlp_forward, without_targets(at_the_edges(rng)))
    small = without_targets([in_small_units(rng)])
    agree_on(submission.mlp_forward, reference.mlp_forward, small, relative=True)
    short = [in_single(network(rng, 3, 2, 4, 2))]
    agree_on(submission.mlp_forward, reference.mlp_forward, without_targets(short), tol=1e-4)


@points(1)
def test_loss(submission, reference, rng):
    """The loss is right for several outputs, and for any kind of array."""
    cases = [network(rng, *sizes) for sizes in SIZES]
    agree_on_loss(submission, reference, [*cases, *at_the_edges(rng)])
    agree_on_loss(submission, reference, [in_small_units(rng)], relative=True)
    agree_on_loss(submission, reference, [in_single(network(rng, 3, 2, 4, 2))], tol=1e-4)


@points(3)
def test_gradient_by_the_weights(submission, reference, rng):
    """The gradients by W1 and W2 are right, also where all sizes are equal."""
    parts(submission, reference, ("W2", "W1"), [network(rng, *sizes) for sizes in SIZES])


@points(2)
def test_gradient_by_the_biases(submission, reference, rng):
    """The gradients by b1 and b2 are right."""
    parts(submission, reference, ("b2", "b1"), [network(rng, *SIZES[0])])


@points(2)
def test_gradient_by_the_inputs(submission, reference, rng):
    """The gradient by X is right."""
    parts(submission, reference, ("X",), [network(rng, *SIZES[0])])


@points(2)
def test_gradients_of_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    keys = "W2", "b2", "W1", "b1", "X"
    parts(submission, reference, keys, [*at_the_edges(rng)])
    parts(submission, reference, keys, [in_small_units(rng)], relative=True)
    short = in_single(network(rng, 3, 2, 4, 2))
    with submission.replacing(mlp_forward=reference.mlp_forward):
        agree(submission.mlp_backward(*short), reference.mlp_backward(*short), tol=1e-4)


@points(1)
def test_gradients_of_saturated_units(submission, reference, rng):
    """They are right where most hidden units are near 1 or -1."""
    X, Y, W1, *others = network(rng, 6, 3, 4, 2)
    parts(submission, reference, ("W1", "b1", "X"), [(X, Y, 4 * W1, *others)])


@points(1)
def test_gradients_of_large_targets(submission, reference, rng):
    """They are right where targets are near 10⁴, where differences of the loss are too coarse."""
    X, _, *weights = network(rng, 5, 3, 4, 2)
    parts(submission, reference, ("W1", "b1", "X"), [(X, 1e4 * rng.uniform(1, 2, size=(5, 2)), *weights)])


@points(1, after="test_gradient_by_the_inputs")
def test_samples_in_another_order(submission, reference, rng):
    """With the samples in another order the gradient by X is in that order, and the others are as they were."""
    X, Y, *weights = network(rng, 5, 3, 4, 2)
    order = np.roll(np.arange(5), 2)
    right = reference.mlp_backward(X, Y, *weights)
    with submission.replacing(mlp_forward=reference.mlp_forward):
        got = submission.mlp_backward(X[order], Y[order], *weights)
    agree(got, right | {"X": right["X"][order]}, what="the gradients, reordered,")
