"""Hidden tests: 6 points for the loss, 10.5 for the gradient, 8.5 for the check."""

import numpy as np

from autograder import agree, draw, edges, expect, points, raises

# Square first: a product in the wrong order only shows its values where its shapes fit.
SIZES = [(4, 4), (7, 3)]


def draw_data(rng, m, n):
    """Return X, y, w."""
    return draw(rng, m, n), draw(rng, m), draw(rng, n)


def draw_single(rng):
    """Return X, y, w as float32, X a transpose, and the same numbers as float64."""
    single = [array.astype(np.float32) for array in (draw(rng, 3, 7).T, draw(rng, 7), draw(rng, 3))]
    return single, [array.astype(float) for array in single]


def draw_checkable(rng, m, n):
    """Return X, y, w at which the entries of the gradient differ in size, none of them small."""
    X, w = draw(rng, m, n), draw(rng, n)
    gradient = rng.choice([-1.0, 1.0], size=n) * rng.permutation(np.linspace(4, 8, n))
    residual = np.linalg.lstsq(X.T, gradient / 2)[0]
    return X, X @ w - residual, w


def checkable_edges(rng):
    """Yield X, y, w, and perhaps h, of many samples and of one, with zeros and equal numbers, in all orders of memory.

    No entry of the gradient is near 0.
    """
    size = rng.uniform(1, 2)
    X = size * (1 + np.arange(60)[:, None] / 60 + np.eye(60, 7))
    X[0] = 0
    yield X[:, ::-1], np.full(120, -2.5 * size)[::2], np.zeros(7)
    triangle = np.asfortranarray(np.triu(np.full((3, 3), 1.5 * size)))
    yield triangle, size * np.array([1, 2, 3.5]), np.array([3.0, 2, -1])[::-1]
    yield size * np.full((1, 1), 2.5), np.zeros(1), np.array([1.0, 2.0])[::2], 0.5
    yield np.full((4, 4), -size)[:, ::2], (size * np.array([8.0, 4, 1, 0]))[::-1], np.full(2, 1.5)
    cancelling = np.array([[1, -1, 0.5, -0.5], [2, -2, 1.5, -1.5], [0.5, 0.25, -0.5, -0.25]])
    yield size * cancelling, size * np.array([1.5, 1.5, -3]), np.array([-1.5, 0, 0, 1.5]), None


def right_loss(X, y, w):
    """Return the loss, also for complex w: a check may be made by complex steps."""
    residual = X @ w - y
    return (residual @ residual).item()


def right_there_alone(right, data):
    """Return a gradient that is right at these data, and the same at all others."""
    gradient = right(*data[:3])
    return lambda X, y, w: gradient


def checked(submission, gradient, X, y, w, *h):
    """Return what the student's check says about a gradient of ours."""
    with submission.replacing(regression_loss=right_loss, regression_gradient=gradient):
        return expect(
            submission.check_gradient(X, y, w, *h),
            what="check_gradient(X, y, w, h)" if h else "check_gradient(X, y, w)",
        )


def assert_accepted(error, which="a right gradient"):
    assert abs(error) <= 1e-7, f"check_gradient returned {error:.3g} for {which}; expected at most 1e-7."


def assert_rejected(error, which):
    assert error > 1e-3, f"check_gradient returned {error:.3g} for {which}; expected more than 1e-3."


@points(3)
def test_loss_values(submission, reference, rng):
    """The loss is right at random points."""
    data = draw_data(rng, 7, 3)
    agree(submission.regression_loss(*data), reference.regression_loss(*data))


@points(1.5)
def test_loss_of_other_arrays(submission, reference, rng):
    """The loss is right for all sizes, slices, whole numbers, float32, zeros, equal, tiny and huge numbers."""
    X, y, w = draw_data(rng, 4, 3)
    for data in (*edges(rng, "m n", "m", "n"), (X, 1e7 * y, w), (np.empty((0, 3)), np.empty(0), w)):
        agree(submission.regression_loss(*data), reference.regression_loss(*data))
    single, double = draw_single(rng)
    agree(submission.regression_loss(*single), reference.regression_loss(*double), tol=1e-4)


@points(1.5, after="test_loss_values")
def test_loss_refuses_a_column(submission, rng):
    """The loss raises ValueError if y is a column of shape (m, 1)."""
    X, y, w = draw_data(rng, 5, 3)
    raises(ValueError, submission.regression_loss, X, y[:, None], w)


@points(5)
def test_gradient_values(submission, reference, rng):
    """The gradient is right at random points, and in every direction it tells how steep the loss is."""
    for m, n in SIZES:
        X, y, w = draw_data(rng, m, n)
        gradient = submission.regression_gradient(X, y, w)
        agree(gradient, reference.regression_gradient(X, y, w))
        direction = draw(rng, n)
        # X moves to the other side of the inner product: ⟨Xᵀr, d⟩ = ⟨r, Xd⟩.
        agree(gradient @ direction, 2 * (X @ w - y) @ (X @ direction), what="The slope that your gradient gives")


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """The gradient is right for all sizes, slices, whole numbers, float32, zeros, equal, tiny and huge numbers."""
    for data in edges(rng, "m n", "m", "n"):
        agree(submission.regression_gradient(*data), reference.regression_gradient(*data))
    single, double = draw_single(rng)
    agree(submission.regression_gradient(*single), reference.regression_gradient(*double), tol=1e-4)


@points(1)
def test_gradient_without_enough_samples(submission, reference, rng):
    """The gradient is right where columns depend on each other, and for no samples at all."""
    X, y, w = draw_data(rng, 7, 3)
    dependent = np.column_stack([X, X @ draw(rng, 3), X[:, 0]]), y, draw(rng, 5)
    for data in (dependent, (np.empty((0, 3)), np.empty(0), w)):
        agree(submission.regression_gradient(*data), reference.regression_gradient(*data))


@points(1.5)
def test_loss_and_gradient_belong_together(submission, rng):
    """Gradient and loss fit together: what a step leaves over is exactly its second-order part."""
    X, y, w = draw_data(rng, 6, 4)
    step = draw(rng, 4)
    gradient = expect(submission.regression_gradient(X, y, w), (4,))
    change = expect(submission.regression_loss(X, y, w + step)) - expect(submission.regression_loss(X, y, w))
    left = change - gradient @ step
    agree(left, np.sum((X @ step) ** 2), what="The change of your loss, less what your gradient promises,")


@points(1, after="test_gradient_values", why="It is what people use the gradient for: at the best weights it is zero.")
def test_gradient_vanishes_at_the_minimum(submission, rng):
    """The gradient is zero where the loss is smallest."""
    X, y, _ = draw_data(rng, 9, 4)
    best = np.linalg.lstsq(X, y)[0]
    gradient = expect(submission.regression_gradient(X, y, best), (4,))
    size = np.linalg.norm(X) * np.linalg.norm(y)
    agree(gradient / size, np.zeros(4), tol=1e-10, what="The gradient at the minimum, over the size of the data,")


@points(1, after="test_gradient_values")
def test_gradient_refuses_a_column(submission, rng):
    """The gradient raises ValueError if y is a column of shape (m, 1)."""
    for m in (5, 1):
        X, y, w = draw_data(rng, m, 3)
        raises(ValueError, submission.regression_gradient, X, y[:, None], w)


@points(2)
def test_check_tells_right_from_wrong(submission, reference, rng):
    """The check accepts a right gradient and rejects wrong ones."""
    right = reference.regression_gradient
    wrong = {
        "a gradient that is half of the right one": lambda X, y, w: right(X, y, w) / 2,
        "a gradient whose entries are in reverse order": lambda X, y, w: right(X, y, w)[::-1],
    }
    whole = np.array([[2.0, 1], [1, 3], [0, 1]]), np.array([1.0, -2, 4]), np.array([3.0, -1])
    accepted = checked(submission, right, *draw_checkable(rng, 6, 2))
    rejected = {which: checked(submission, gradient, *whole) for which, gradient in wrong.items()}
    assert_accepted(accepted)
    for which, error in rejected.items():
        assert_rejected(error, which)


@points(1, after="test_check_tells_right_from_wrong")
def test_check_of_other_arrays(submission, reference, rng):
    """The check accepts a right gradient for one sample and for 60, for slices, zeros and equal numbers."""
    for data in checkable_edges(rng):
        assert_accepted(checked(submission, right_there_alone(reference.regression_gradient, data), *data))


@points(2, after="test_check_tells_right_from_wrong")
def test_check_looks_at_every_entry(submission, reference, rng):
    """The check notices one wrong entry, whichever it is."""
    data = draw_checkable(rng, 6, 3)
    right = reference.regression_gradient(*data)
    # The first has its sign changed. Both too small and too large, so that an error which keeps its sign is noticed.
    planted = right + np.diag(np.abs(right) * np.sign(right[0]) * [-2, 0.1, -0.1])
    errors = [checked(submission, lambda X, y, w, wrong=wrong: wrong, *data) for wrong in planted]
    for j, error in enumerate(errors):
        assert_rejected(error, f"a gradient of which only entry {j} is wrong")


@points(2, after="test_check_tells_right_from_wrong")
def test_check_returns_a_relative_error(submission, reference, rng):
    """The check says how large the error is, relative to the gradient."""
    X, y, w = draw_checkable(rng, 6, 2)
    error = checked(submission, lambda X, y, w: 1.01 * reference.regression_gradient(X, y, w), 3 * X, 3 * y, w)
    # The usual denominators differ by a factor of 2 or 3 at most.
    assert 0.01 / 3 <= error <= 0.02, (
        f"check_gradient returned {error:.3g} for a gradient that is 1% too large; expected about 0.01."
    )


@points(1.5)
def test_check_uses_the_step(submission, reference, rng):
    """The check takes the step that it is given, to both sides."""
    right = reference.regression_gradient
    wrong = checked(submission, lambda X, y, w: right(X, y, w) / 2, *draw_checkable(rng, 6, 2), 2.0)
    X, y, w = draw_checkable(rng, 15, 1)
    with submission.replacing(regression_loss=right_loss, regression_gradient=right):
        error = expect(submission.check_gradient(X, 1e7 * y, 1e7 * w, h=1000.0), what="check_gradient(X, y, w, h=1000)")
    assert_rejected(wrong, "half of the right gradient, with h = 2")
    assert_accepted(error, "a right gradient, with weights of about 1e7 and h = 1000")
