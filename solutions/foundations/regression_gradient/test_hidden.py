"""Hidden tests: 6 points for the loss, 10.5 for the gradient, 8.5 for the check."""

from itertools import pairwise

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, points, raises


def draw_data(rng, m, n):
    """Return X, y, w."""
    return draw(rng, m, n), draw(rng, m), draw(rng, n)


def agree_on_edges(function, right, rng):
    """Hold a function against the right one at the edges of what may come in; where all sizes are 1, in float32."""
    *wide, last = edges(rng, "m n", "m", "n")
    outlying = draw(rng, 4, 3), 3e6 * draw(rng, 4), draw(rng, 3)  # where X and w are huge, y counts for nothing
    agree_on(function, right, [*wide, outlying, (np.empty((0, 3)), np.empty(0), draw(rng, 3))])
    single = [array.astype(np.float32) for array in last]
    agree(function(*single), right(*[array.astype(float) for array in single]), tol=1e-4)


def draw_checkable(rng, m, n, unit=1.0):
    """Return X, y and equal w at which the entries of the gradient differ in size and in sign, and none is small.

    The gradient is of the size of the square of the unit, that of X and y.
    """
    X, w = unit * draw(rng, m, n), np.full(n, draw(rng))
    gradient = (
        unit**2 * rng.shared.permutation(np.resize([1.0, -1.0], n)) * rng.shared.permutation(np.linspace(4, 8, n))
    )
    residual = np.linalg.lstsq(X.T, gradient / 2)[0]
    return X, X @ w - residual, w


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


def assert_accepted(error, which):
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
    agree_on_edges(submission.regression_loss, reference.regression_loss, rng)


@points(1.5, after="test_loss_values")
def test_loss_refuses_a_column(submission, rng):
    """The loss raises ValueError if y is a column of shape (m, 1)."""
    for m in (5, 1):
        X, y, w = draw_data(rng, m, 3)
        raises(ValueError, submission.regression_loss, X, y[:, None], w)


@points(6)
def test_gradient_values(submission, reference, rng):
    """The gradient is right where columns depend on each other, and in every direction tells how steep the loss is."""
    X, y, w = draw_data(rng, 4, 4)  # square: a product in the wrong order only shows its values where its shapes fit
    X[:, 3] = X[:, :3] @ draw(rng, 3)
    gradient = submission.regression_gradient(X, y, w)
    agree(gradient, reference.regression_gradient(X, y, w))
    direction = draw(rng, 4)
    # X moves to the other side of the inner product: ⟨Xᵀr, d⟩ = ⟨r, Xd⟩.
    agree(gradient @ direction, 2 * (X @ w - y) @ (X @ direction), what="The slope that your gradient gives")


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """The gradient is right for all sizes, slices, whole numbers, float32, zeros, equal, tiny and huge numbers."""
    agree_on_edges(submission.regression_gradient, reference.regression_gradient, rng)


@points(1.5)
def test_loss_and_gradient_belong_together(submission, reference, rng):
    """Gradient and loss fit together: what a step leaves over is exactly its second-order part."""
    X, y, w = draw_data(rng, 6, 4)
    step = draw(rng, 4)
    gradient = expect(submission.regression_gradient(X, y, w), (4,))
    change = expect(submission.regression_loss(X, y, w + step)) - reference.regression_loss(X, y, w)
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
    """The check accepts a right gradient, rejects wrong ones, and finds what is more wrong worse."""
    right, sizes = reference.regression_gradient, rng.choice(np.arange(5, 30), 4, replace=False)
    known, larger, half, reverse = (draw_checkable(rng, m, 2) for m in sizes)  # each student's: no shape tells which
    size = 1000 * rng.uniform(1, 2)
    equal = np.full((6, 2), size), size * np.array([1, 1, 2, 2, 1, 2]), np.full(2, -1.5)
    cases = {
        "a right gradient": (right, known),
        "a right gradient with equal numbers": (right_there_alone(right, equal), equal),
        "a gradient that is 10 % too large": (lambda X, y, w: right(X, y, w) * 1.1, larger),
        "a gradient that is half of the right one": (lambda X, y, w: right(X, y, w) / 2, half),
        "a gradient whose entries are in reverse order": (lambda X, y, w: right(X, y, w)[::-1], reverse),
    }
    errors = {
        which: checked(submission, cases[which][0], *cases[which][1]) for which in rng.permutation(list(cases)).tolist()
    }
    for which in cases:
        (assert_accepted if which.startswith("a right") else assert_rejected)(errors[which], which)
    for better, worse in pairwise(list(cases)[2:]):
        said = f"check_gradient returned {errors[better]:.3g} for {better}, and {errors[worse]:.3g} for {worse}"
        assert errors[better] < errors[worse], f"{said}; expected less for the first."


@points(1, after="test_check_tells_right_from_wrong", why="One sample, slices, zeros: a check may stumble over them.")
def test_check_of_other_arrays(submission, reference, rng):
    """The check accepts a right gradient for one sample, for slices, zeros and equal numbers."""
    size = rng.uniform(1, 2)
    single = np.full((1, 1), -2.5 * size), np.full(1, size), np.zeros(2)[::2], 0.5
    table = size * np.array([[-2.0, 9, -3, 9, -1.5, 9], [-1.0, 9, -2, 9, -3, 9], [1, 9, -1, 9, -2, 9]])
    zeros = table.T[::2, ::-1], np.zeros(3), np.array([1.5, 1.5, 0])[::-1]
    for data in (single, zeros):
        error = checked(submission, right_there_alone(reference.regression_gradient, data), *data)
        assert_accepted(error, "a right gradient")


@points(2, after="test_check_tells_right_from_wrong")
def test_check_looks_at_every_entry(submission, reference, rng):
    """The check notices one wrong entry, the first or the last, also if all are small and with a step that is given."""
    # The first error has the sign that the second has not: one that keeps its sign is noticed.
    for j, n, sign, step in zip((0, 3), (2, 4), (-1, 1), rng.permutation([0.5, 2.0]).tolist(), strict=True):
        data = draw_checkable(rng, rng.shared.integers(5, 30), n, unit=5e-3)
        wrong = reference.regression_gradient(*data)
        wrong[j] += 0.3 * sign * abs(wrong[j])
        error = checked(submission, lambda X, y, w, wrong=wrong: wrong, *data, step)
        assert_rejected(error, f"a gradient of which only entry {j} is wrong")


@points(2, after="test_check_tells_right_from_wrong")
def test_check_returns_a_relative_error(submission, reference, rng):
    """The check says how large the error is, relative to the gradient, also where numbers cancel and h is None."""
    size, share = rng.shared.integers(2, 6), rng.uniform(0.01, 0.2)
    X = np.asfortranarray(size * np.array([[0.0, 0, 0], [2, -2, 1], [-2, -1, 2]]))
    data = X, (size * np.array([3.0, 0, -3]))[::-1], np.array([-3.0, 1, 2])
    wrong = (1 + share) * reference.regression_gradient(*data)
    error = checked(submission, lambda X, y, w: wrong, *data, None)
    # The usual denominators differ by a factor of 2 or 3 at most.
    assert share / 3 <= error <= 2 * share, (
        f"check_gradient returned {error:.3g} for a gradient that is {share:.1%} too large; expected about {share:.3f}."
    )


@points(1.5, after="test_check_tells_right_from_wrong")
def test_check_uses_the_step(submission, reference, rng):
    """The check takes the step that it is given, to both sides."""
    X, y, w = abs(draw(rng, 60, 1)), np.full(60, -1e7 * rng.uniform(1, 2)), 1e7 * abs(draw(rng, 1))
    with submission.replacing(regression_loss=right_loss, regression_gradient=reference.regression_gradient):
        error = expect(submission.check_gradient(X, y, w, h=1000.0), what="check_gradient(X, y, w, h=1000)")
    assert_accepted(error, "a right gradient, with weights of about 1e7 and h = 1000")
