"""Hidden tests: 6 points for the loss, 10.5 for the gradient, 8.5 for the check."""

import numpy as np

from autograder import agree, expect, points, raises

# Square first: a product in the wrong order only shows its values where its shapes fit.
SIZES = [(4, 4), (7, 3), (3, 5), (1, 1), (12, 1), (30, 9)]


def draw(rng, *shape):
    """Return numbers of random sign whose sizes lie between 0.4 and 1.6."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.4, 1.6, size=shape)


def draw_data(rng, m, n):
    """Return X, y, w."""
    return draw(rng, m, n), draw(rng, m), draw(rng, n)


def draw_slices(rng):
    """Return X, y, w, none of which lies in one piece in memory."""
    return draw(rng, 5, 16)[:, ::4], draw(rng, 10)[::-2], draw(rng, 8)[::2]


def draw_whole_numbers(rng):
    """Return X, y, w as int64."""
    return rng.integers(-4, 5, size=(6, 3)), rng.integers(-9, 10, size=6), rng.integers(1, 5, size=3)


def draw_checkable(rng, m, n):
    """Return X, y, w at which the entries of the gradient differ in size, none of them small."""
    X, w = draw(rng, m, n), draw(rng, n)
    gradient = rng.choice([-1.0, 1.0], size=n) * rng.permutation(np.linspace(4, 8, n))
    residual = np.linalg.lstsq(X.T, gradient / 2)[0]
    return X, X @ w - residual, w


def right_loss(X, y, w):
    """Return the loss, also for complex w: a check may be made by complex steps."""
    residual = X @ w - y
    return (residual @ residual).item()


def checked(submission, gradient, X, y, w, *h):
    """Return what the student's check says about a gradient of ours."""
    with submission.replacing(regression_loss=right_loss, regression_gradient=gradient):
        return expect(
            submission.check_gradient(X, y, w, *h),
            what="check_gradient(X, y, w, h)" if h else "check_gradient(X, y, w)",
        )


def assert_accepted(error, where="a right gradient"):
    assert abs(error) <= 1e-7, f"check_gradient returned {error:.3g} for {where}; expected at most 1e-7."


def assert_rejected(error, which):
    assert error > 1e-3, f"check_gradient returned {error:.3g} for {which}; expected more than 1e-3."


@points(3)
def test_loss_values(submission, reference, rng):
    """The loss is right at random points."""
    for m, n in SIZES:
        data = draw_data(rng, m, n)
        agree(submission.regression_loss(*data), reference.regression_loss(*data))


@points(1.5)
def test_loss_of_other_arrays(submission, reference, rng):
    """The loss is right for slices, whole numbers, float32, and no samples at all."""
    for data in (draw_slices(rng), draw_whole_numbers(rng), (np.empty((0, 3)), np.empty(0), draw(rng, 3))):
        agree(submission.regression_loss(*data), reference.regression_loss(*data))
    data = [array.astype(np.float32) for array in draw_data(rng, 7, 3)]
    agree(submission.regression_loss(*data), right_loss(*(array.astype(float) for array in data)), tol=1e-4)


@points(1.5, after="test_loss_values")
def test_loss_refuses_a_column(submission, rng):
    """The loss raises ValueError if y is a column of shape (m, 1)."""
    for m in (5, 1):
        X, y, w = draw_data(rng, m, 3)
        raises(ValueError, submission.regression_loss, X, y[:, None], w)


@points(4)
def test_gradient_values(submission, reference, rng):
    """The gradient is right at random points."""
    for m, n in SIZES:
        data = draw_data(rng, m, n)
        agree(submission.regression_gradient(*data), reference.regression_gradient(*data))


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """The gradient is right for slices, transposes, whole numbers and float32."""
    _, y, w = draw_data(rng, 6, 4)
    for data in (draw_slices(rng), (draw(rng, 4, 6).T, y, w), draw_whole_numbers(rng)):
        agree(submission.regression_gradient(*data), reference.regression_gradient(*data))
    data = [array.astype(np.float32) for array in draw_data(rng, 7, 3)]
    expected = reference.regression_gradient(*(array.astype(float) for array in data))
    agree(submission.regression_gradient(*data), expected, tol=1e-4)


@points(1)
def test_gradient_without_enough_samples(submission, reference, rng):
    """The gradient is right where columns depend on each other, for one sample, and for none."""
    X, y, w = draw_data(rng, 7, 3)
    dependent = np.column_stack([X, X @ draw(rng, 3), X[:, 0]]), y, draw(rng, 5)
    for data in (dependent, draw_data(rng, 1, 4), (np.empty((0, 3)), np.empty(0), w)):
        agree(submission.regression_gradient(*data), reference.regression_gradient(*data))


@points(1)
def test_gradient_is_the_slope(submission, rng):
    """In every direction, the gradient tells how steep the loss is."""
    for m, n in [(40, 25), (5, 8)]:
        X, y, w = draw_data(rng, m, n)
        direction = draw(rng, n)
        gradient = expect(submission.regression_gradient(X, y, w), (n,))
        # X moves to the other side of the inner product: ⟨Xᵀr, d⟩ = ⟨r, Xd⟩.
        agree(gradient @ direction, 2 * (X @ w - y) @ (X @ direction), what="The slope that your gradient gives")


@points(1.5)
def test_loss_and_gradient_belong_together(submission, rng):
    """Gradient and loss fit together: what a step leaves over is exactly its second-order part."""
    for m, n in [(6, 4), (3, 7)]:
        X, y, w = draw_data(rng, m, n)
        step = draw(rng, n)
        gradient = expect(submission.regression_gradient(X, y, w), (n,))
        change = expect(submission.regression_loss(X, y, w + step)) - expect(submission.regression_loss(X, y, w))
        left = change - gradient @ step
        agree(left, np.sum((X @ step) ** 2), what="The change of your loss, less what your gradient promises,")


@points(1, after="test_gradient_values")
def test_gradient_vanishes_at_the_minimum(submission, rng):
    """The gradient is zero where the loss is smallest."""
    for m, n in [(9, 4), (4, 6)]:
        X, y, _ = draw_data(rng, m, n)
        best = np.linalg.lstsq(X, y)[0]
        gradient = expect(submission.regression_gradient(X, y, best), (n,))
        size = np.linalg.norm(X) * np.linalg.norm(y)
        agree(gradient / size, np.zeros(n), tol=1e-10, what="The gradient at the minimum, over the size of the data,")


@points(1, after="test_gradient_values")
def test_gradient_refuses_a_column(submission, rng):
    """The gradient raises ValueError if y is a column of shape (m, 1)."""
    for m in (5, 1):
        X, y, w = draw_data(rng, m, 3)
        raises(ValueError, submission.regression_gradient, X, y[:, None], w)


@points(3)
def test_check_tells_right_from_wrong(submission, reference, rng):
    """The check accepts a right gradient and rejects wrong ones."""
    right = reference.regression_gradient
    wrong = {
        "a gradient that is half of the right one": lambda X, y, w: right(X, y, w) / 2,
        "a gradient that points the other way": lambda X, y, w: -right(X, y, w),
        "a gradient to which the weights were added": lambda X, y, w: right(X, y, w) + w,
        "a gradient whose entries are in reverse order": lambda X, y, w: right(X, y, w)[::-1],
    }
    data = draw_checkable(rng, 12, 3)
    single = draw_checkable(rng, 9, 1)
    accepted = [checked(submission, right, *data), checked(submission, right, *single)]
    rejected = {which: checked(submission, gradient, *data) for which, gradient in wrong.items()}
    for error in accepted:
        assert_accepted(error)
    for which, error in rejected.items():
        assert_rejected(error, which)


@points(2)
def test_check_looks_at_every_entry(submission, reference, rng):
    """The check notices one wrong entry, whichever it is."""
    data = draw_checkable(rng, 12, 3)
    right = reference.regression_gradient(*data)
    # Too small and too large by turns, so that an error which keeps its sign is noticed too.
    planted = right + np.diag([-0.1, 0.1, -0.1] * np.abs(right))
    accepted = checked(submission, lambda X, y, w: right, *data)
    errors = [checked(submission, lambda X, y, w, wrong=wrong: wrong, *data) for wrong in planted]
    assert_accepted(accepted)
    for j, error in enumerate(errors):
        assert_rejected(error, f"a gradient of which only entry {j} is wrong")


@points(2)
def test_check_returns_a_relative_error(submission, reference, rng):
    """The check says how large the error is, relative to the gradient."""
    X, y, w = draw_checkable(rng, 15, 3)
    right = reference.regression_gradient
    for excess, scale in [(0.01, 1), (0.1, 10), (0.5, 1)]:
        data = scale * X, scale * y, w
        error = checked(submission, lambda X, y, w, excess=excess: (1 + excess) * right(X, y, w), *data)
        # The usual denominators differ by a factor of 2 or 3 at most.
        assert excess / 3 <= error <= 2 * excess, (
            f"check_gradient returned {error:.3g} for a gradient that is {excess:.0%} too large; "
            f"expected about {excess}."
        )


@points(1.5)
def test_check_uses_the_step(submission, reference, rng):
    """The check takes the step that it is given, to both sides."""
    X, y, w = draw_checkable(rng, 15, 3)
    right = reference.regression_gradient
    heavy = X, 1e7 * y, 1e7 * w
    assert_rejected(checked(submission, lambda X, y, w: right(X, y, w) / 2, X, y, w, 0.5), "half of the right gradient")
    for h in (0.5, 1e-3):
        assert_accepted(checked(submission, right, X, y, w, h), f"a right gradient, with h = {h}")
    with submission.replacing(regression_loss=right_loss, regression_gradient=right):
        error = expect(submission.check_gradient(*heavy, h=1000.0), what="check_gradient(X, y, w, h=1000)")
    assert_accepted(error, "a right gradient, with weights of about 1e7 and h = 1000")
