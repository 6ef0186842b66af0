"""Hidden tests: 1.5 points for the loss, 6.5 for its gradient."""

import numpy as np

from autograder import agree, agree_on, draw, edges, in_single, points


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
        yield X, y, w if np.any(X @ w + b > 0) else -w, b
    yield samples(rng, 1, 3)
    X, y, w, b = samples(rng, 5, 3)
    yield 1e-15 * X, 1e-15 * y, w, 1e-15 * b
    w = -w  # so that most samples are active
    yield 1e7 * np.rint(3 * X), np.rint(3 * y).astype(int), 1e-7 * w, 0.0
    yield *(10**5 * np.rint(4 * A).astype(int) for A in (X, y)), np.rint(4 * w).astype(int), 0.75e5


@points(1)
def test_loss(submission, reference, rng):
    """The loss is right for 8 samples of 3 numbers, and for as many as numbers."""
    agree_on(submission.neuron_loss, reference.neuron_loss, [samples(rng, N, d) for N, d in ((8, 3), (4, 4))])


@points(0.5)
def test_loss_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    agree_on(submission.neuron_loss, reference.neuron_loss, at_the_edges(rng), relative=True)
    X, _, w, b = samples(rng, 8, 3)
    close = X, X @ w + b + 1e5 + 5e-4 * draw(rng, 8), w, b + 1e5  # a loss of 3e-7, the difference of numbers near 1e10
    agree_on(submission.neuron_loss, reference.neuron_loss, [close])
    agree_on(submission.neuron_loss, reference.neuron_loss, [in_single(samples(rng, 5, 1))], tol=1e-4)


@points(3)
def test_gradient(submission, reference, rng):
    """The gradient is right where samples are active and silent, too small and too large, for many and one number."""
    agree_on(submission.neuron_grad, reference.neuron_grad, [samples(rng, N, d) for N, d in ((12, 3), (4, 4))])


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """It is right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    agree_on(submission.neuron_grad, reference.neuron_grad, at_the_edges(rng), relative=True)
    agree_on(submission.neuron_grad, reference.neuron_grad, [in_single(samples(rng, 5, 1))], tol=1e-4)


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
    agree_on(submission.neuron_grad, reference.neuron_grad, [(X, y, w, -3), (X, y, w, -1)])


@points(1)
def test_gradient_of_a_dead_neuron(submission, reference, rng):
    """A neuron that is silent for all samples has no slope, whatever the targets are; with other weights it has one."""
    X, y, w = np.abs(draw(rng, 5, 3)), draw(rng, 5), -np.roll(np.sort(np.abs(draw(rng, 3))), 1)
    y[:2] = np.abs(y[:2]) * [1, -1]  # its answer, 0, is too small for some samples, and too large for others
    agree_on(submission.neuron_grad, reference.neuron_grad, [(X, y, w, -0.5), (X, y, -w, 0.5)])
