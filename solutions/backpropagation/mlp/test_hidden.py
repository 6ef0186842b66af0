"""Hidden tests: 3 points for the way forward, 12 for the way back."""

import numpy as np

from autograder import agree, draw, edges, points

SIZES = [(8, 4, 5, 2), (1, 3, 2, 3), (6, 2, 3, 1), (4, 4, 4, 4), (1, 1, 1, 1)]


def network(rng, N, d, h, k):
    """Return X, Y and the weights and biases of both layers; hidden units are neither silent nor all saturated."""
    return draw(rng, N, d), draw(rng, N, k), draw(rng, d, h) / np.sqrt(d), draw(rng, h), draw(rng, h, k), draw(rng, k)


def at_the_edges(rng):
    """Yield arguments of every kind, with hidden units that are not saturated for each kind."""
    yield from edges(rng, "N d", "N k", "d h", "h", "h k", "k")
    X, Y, W1, b1, W2, b2 = network(rng, 4, 3, 5, 2)
    for unit in (1e-7, 1e7):
        yield unit * X, Y, W1 / unit, b1, W2, b2
    yield X, Y, W1, 1e-7 * b1, W2, b2
    yield np.rint(2 * X), Y, np.rint(2 * W1), np.rint(2 * b1), np.rint(2 * W2), np.rint(2 * b2)
    high = 2 * 10**6
    yield np.array([[1, 0], [1, 1]]), Y[:2], np.array([[-high, high], [1, -1]]), np.array([high, -high]), W2[:2], b2


def parts(submission, reference, keys, cases):
    """Compare some of the gradients, in the order of the keys."""
    with submission.replacing(mlp_forward=reference.mlp_forward):
        for case in cases:
            right = reference.mlp_backward(*case)
            agree(submission.mlp_backward(*case), {key: right[key] for key in keys})


@points(1.5)
def test_forward(submission, reference, rng):
    """Hidden units and outputs are right, for one sample, and where all sizes are equal."""
    for sizes in SIZES:
        X, _, *weights = network(rng, *sizes)
        agree(submission.mlp_forward(X, *weights), reference.mlp_forward(X, *weights))


@points(0.5)
def test_forward_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for X, _, *weights in at_the_edges(rng):
        agree(submission.mlp_forward(X, *weights), reference.mlp_forward(X, *weights))
    X, _, *weights = (array.astype(np.float32) for array in network(rng, 3, 2, 4, 2))
    agree(submission.mlp_forward(X, *weights), reference.mlp_forward(X, *weights), tol=1e-4)


@points(1)
def test_loss(submission, reference, rng):
    """The loss is right for several outputs and for one, and for any kind of array."""
    with submission.replacing(mlp_forward=reference.mlp_forward):
        for case in (*(network(rng, *sizes) for sizes in SIZES), *at_the_edges(rng)):
            agree(submission.mlp_loss(*case), reference.mlp_loss(*case))
        short = [array.astype(np.float32) for array in network(rng, 3, 2, 4, 2)]
        agree(submission.mlp_loss(*short), reference.mlp_loss(*short), tol=1e-4)


@points(3)
def test_gradient_by_the_weights(submission, reference, rng):
    """The gradients by W1 and W2 are right, for one sample, one output, and where all sizes are equal."""
    parts(submission, reference, ("W2", "W1"), [network(rng, *sizes) for sizes in SIZES])


@points(2)
def test_gradient_by_the_biases(submission, reference, rng):
    """The gradients by b1 and b2 are right."""
    parts(submission, reference, ("b2", "b1"), [network(rng, *sizes) for sizes in SIZES])


@points(2)
def test_gradient_by_the_inputs(submission, reference, rng):
    """The gradient by X is right."""
    parts(submission, reference, ("X",), [network(rng, *sizes) for sizes in SIZES])


@points(2)
def test_gradients_of_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    keys = "W2", "b2", "W1", "b1", "X"
    parts(submission, reference, keys, at_the_edges(rng))
    short = [array.astype(np.float32) for array in network(rng, 3, 2, 4, 2)]
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
    keys = "W1", "b1", "W2", "b2"
    with submission.replacing(mlp_forward=reference.mlp_forward):
        before, after = (submission.mlp_backward(X[i], Y[i], *weights) for i in (np.arange(5), order))
    right = reference.mlp_backward(X, Y, *weights)
    agree(before, {key: right[key] for key in (*keys, "X")})
    agree(after, {key: before[key] for key in keys} | {"X": before["X"][order]}, what="the gradients, reordered,")
