"""Hidden tests: 4 points for the loss, 5.5 for each gradient."""

import numpy as np

from autograder import agree, agree_at_edges, agree_on, draw, expect, points


def draw_data(rng, N, p, k):
    """Return X, W, Y."""
    return draw(rng, N, p), draw(rng, p, k), draw(rng, N, k)


def draw_sizes(rng):
    """Return N, p, k: all equal, and all different."""
    # Square first: a product in the wrong order only shows its values where its shapes fit.
    return [(3, 3, 3), tuple(rng.shared.permutation([2, 4, 5]))]


def agree_on_other_data(function, right, rng):
    """Hold a function against the right one at the edges, for float32, and for no samples at all."""
    agree_at_edges(function, right, rng, "N p", "p k", "N k")
    nothing = draw_data(rng, 0, 2, 3)
    agree(function(*nothing), right(*nothing))


@points(2.5)
def test_loss(submission, reference, rng):
    """The loss is right for matrices of several sizes."""
    agree_on(submission.frob_loss, reference.frob_loss, [draw_data(rng, *sizes) for sizes in draw_sizes(rng)])


@points(1.5)
def test_loss_of_other_arrays(submission, reference, rng):
    """The loss is right for all sizes, slices, whole, equal, tiny, huge numbers, zeros, float32, N = 0."""
    agree_on_other_data(submission.frob_loss, reference.frob_loss, rng)


@points(3)
def test_gradient_by_weights(submission, reference, rng):
    """The gradient by W is right for matrices of several sizes, that of ordinary least squares among them."""
    agree_on(submission.d_W, reference.d_W, [draw_data(rng, *sizes) for sizes in [*draw_sizes(rng), (4, 3, 1)]])


@points(1)
def test_gradient_by_weights_of_other_arrays(submission, reference, rng):
    """The gradient by W is right for all sizes, slices, whole, equal, tiny, huge numbers, zeros, float32, N = 0."""
    agree_on_other_data(submission.d_W, reference.d_W, rng)


@points(3)
def test_gradient_by_data(submission, reference, rng):
    """The gradient by X is right for matrices of several sizes."""
    agree_on(submission.d_X, reference.d_X, [draw_data(rng, *sizes) for sizes in draw_sizes(rng)])


@points(1)
def test_gradient_by_data_of_other_arrays(submission, reference, rng):
    """The gradient by X is right for all sizes, slices, whole, equal, tiny, huge numbers, zeros, float32, N = 0."""
    agree_on_other_data(submission.d_X, reference.d_X, rng)


@points(3)
def test_loss_and_gradients_belong_together(submission, rng):
    """What a step D changes of the loss, less what a gradient promises, is ‖XD‖² for weights and ‖DW‖² for data."""
    X, W, Y = draw_data(rng, 3, 4, 2)
    to_weights, to_data = draw(rng, 4, 2), draw(rng, 3, 4)
    by_weights, by_data = expect(submission.d_W(X, W, Y), (4, 2)), expect(submission.d_X(X, W, Y), (3, 4))
    losses = list(submission.frob_loss.each([(X, W, Y), (X, W + to_weights, Y), (X + to_data, W, Y)]))
    here, weights_moved, data_moved = map(expect, losses)
    left = weights_moved - here - np.sum(by_weights * to_weights)
    agree(left, np.sum((X @ to_weights) ** 2), what="The change of your loss, less what your gradient by W promises,")
    left = data_moved - here - np.sum(by_data * to_data)
    agree(left, np.sum((to_data @ W) ** 2), what="The change of your loss, less what your gradient by X promises,")
