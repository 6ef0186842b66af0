"""Hidden tests: 1.5 points for the loss, 6.5 for its gradient."""

import numpy as np

from autograder import agree, draw, edges, points


def samples(rng, N, d):
    """Return X, y, w, b with samples of four kinds: active or silent, the target below or above; Xw is negative."""
    X, w, b = draw(rng, N, d), draw(rng, d), rng.uniform(1.6, 2.0)
    signs = np.where(np.arange(N) % 2, -1, 1)
    z = signs * rng.uniform(0.5, 1.5, size=N)
    X += np.outer(z - b - X @ w, w) / (w @ w)
    y = np.maximum(z, 0) + np.where(np.arange(N) // 2 % 2, -1, 1) * rng.uniform(0.4, 1.2, size=N)
    return X, y, w, b


def at_the_edges(rng):
    """Yield arguments of every kind, turned such that some sample is active wherever that can be."""
    for X, y, w, b in edges(rng, "N d", "N", "d", ""):
        yield X, y, w, b
        if not np.any(X @ w + b > 0):
            yield X, y, -w, b
    X, y, w, b = samples(rng, 5, 3)
    w = -w  # so that most samples are active
    yield 1e-7 * X, y, 1e7 * w, 3
    yield 1e7 * X, np.rint(3 * y).astype(int), 1e-7 * w, -1e-7
    yield np.rint(4 * X), y, w, 0.0
    yield np.rint(4 * X).astype(int), y, w, 0.25
    yield X, y, np.rint(4 * w).astype(int), 1e-9
    yield X, np.rint(3e7 * y), w, 2.0


@points(1)
def test_loss(submission, reference, rng):
    """The loss is right for 8 samples of 3 numbers, for one sample, and for one number."""
    for N, d in ((8, 3), (1, 2), (5, 1), (4, 4)):
        X, y, w, b = samples(rng, N, d)
        agree(submission.neuron_loss(X, y, w, b), reference.neuron_loss(X, y, w, b))


@points(0.5)
def test_loss_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for case in at_the_edges(rng):
        agree(submission.neuron_loss(*case), reference.neuron_loss(*case))
    X, y, w, b = samples(rng, 5, 2)
    short = [array.astype(np.float32) for array in (X, y, w)]
    agree(submission.neuron_loss(*short, b), reference.neuron_loss(*short, b), tol=1e-4)


@points(3)
def test_gradient(submission, reference, rng):
    """The gradient is right where samples are active and silent, too small and too large, for one sample, or number."""
    for N, d in ((12, 3), (6, 1), (1, 3), (4, 4)):
        X, y, w, b = samples(rng, N, d)
        agree(submission.neuron_grad(X, y, w, b), reference.neuron_grad(X, y, w, b))


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    for case in at_the_edges(rng):
        agree(submission.neuron_grad(*case), reference.neuron_grad(*case))
    X, y, w, b = samples(rng, 5, 2)
    short = [array.astype(np.float32) for array in (X, y, w)]
    agree(submission.neuron_grad(*short, b), reference.neuron_grad(*short, b), tol=1e-4)


@points(0.5)
def test_gradient_of_large_targets(submission, reference, rng):
    """It is right where targets are near 10⁴, where differences of the loss are too coarse."""
    X, _, w, b = samples(rng, 6, 3)
    y = 1e4 * rng.uniform(1, 2, size=6)
    agree(submission.neuron_grad(X, y, w, b), reference.neuron_grad(X, y, w, b))


@points(1)
def test_gradient_at_the_kink(submission, reference, rng):
    """A sample at z = 0 exactly has slope 0, beside one that is active and one that is silent."""
    X, y, w = np.array([[1, 2], [2, -1], [-2, 1]]), rng.uniform(3, 4, size=3), np.array([1, 1])
    agree(submission.neuron_grad(X, y, w, -3), reference.neuron_grad(X, y, w, -3))
    agree(submission.neuron_grad(X, y, w, -1), reference.neuron_grad(X, y, w, -1))


@points(1)
def test_gradient_of_a_dead_neuron(submission, reference, rng):
    """A neuron that is silent for all samples has no slope, whatever the targets are; with other weights it has one."""
    X, y, w = np.abs(draw(rng, 5, 3)), draw(rng, 5), -np.abs(draw(rng, 3))
    agree(submission.neuron_grad(X, y, w, -0.5), (np.zeros(3), 0.0))
    agree(submission.neuron_grad(X, y, -w, 0.5), reference.neuron_grad(X, y, -w, 0.5))
