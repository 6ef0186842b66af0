"""Hidden tests: 7 points for the gradient, 8 for the Hessian."""

import numpy as np

from autograder import agree, agree_on, draw, expect, points


def other_places(rng):
    """Return pairs x, y that are not random floats in one piece: each array is once x and once y.

    They are whole numbers stored backwards, in ascending order, and a positive one; equal numbers in a slice, and
    whole floats in Fortran's order that add up to 0, a row and a column of them 0; zeros, and an int; both
    whole; two ints; two arrays of one entry.
    """
    whole = np.array([[0, -2, 3], [0, 0, 0], [0, 1, -2]], dtype=float, order="F")
    pairs = [
        (np.array([4, 2, 0, -1])[::-1], np.abs(draw(rng, 1))),
        (np.full((1, 3, 6), -1.5)[..., ::2], whole),
        (np.zeros(2), 3),
        (np.array([3, -1, 1]), rng.shared.permutation([2, -2, 0])),
    ]
    turned = [(v, u) for u, v in pairs]
    whole = np.array(rng.shared.integers(2, 5)), int(rng.shared.integers(-4, -1))
    return [*pairs, *turned, whole, tuple(draw(rng, 2, 1, 1))]


def badly_scaled(rng):
    """Return a column of tiny numbers and a row of huge ones, a 0 among both; no product is large."""
    tiny, huge = -1e-7 * np.abs(draw(rng, 53, 1)), 3e6 * draw(rng, 1, 53)
    tiny[:9] *= 1e-8
    tiny[-1] = huge[:, -1] = 0
    return tiny, huge


def as_doubles(*pair):
    """Return numbers or arrays as float64."""
    return [np.asarray(one, dtype=float) for one in pair]


def agree_entry_by_entry(value, right, name):
    """Check each entry by itself, so that a large one hides no small one."""
    value = expect(value, right.shape, what=name)
    for at in map(tuple, np.argwhere(np.abs(value - right) > 1e-9 * np.maximum(1, np.abs(right)))):
        agree(value[at], right[at], what=f"entry {list(map(int, at))} of {name}")


def agree_on_other_places(function, right, rng):
    """Check a function of x and y at places of other kinds, and in float32."""
    agree_on(function, lambda *pair: right(*as_doubles(*pair)), other_places(rng))
    x, y = draw(rng, 2, 2, 3).astype(np.float32).transpose(0, 2, 1)
    agree(function(x, y), right(*as_doubles(x, y)), tol=1e-4)


@points(4)
def test_gradient_values(submission, reference, rng):
    """The gradient is right at random points."""
    x, y = draw(rng, 2, 60)
    agree(submission.grad_f(x, y), reference.grad_f(x, y))


@points(2)
def test_gradient_of_other_kinds(submission, reference, rng):
    """The gradient is right for numbers, whole numbers, slices, float32, zeros, and shapes that broadcast."""
    agree_on_other_places(submission.grad_f, reference.grad_f, rng)


@points(1)
def test_gradient_at_badly_scaled_points(submission, reference, rng):
    """The gradient is right where one coordinate is above a million and the other tiny, and at the origin."""
    tiny, huge = badly_scaled(rng)
    pairs = (tiny, huge), (huge, tiny)
    for value, pair in zip(submission.grad_f.each(pairs), pairs, strict=True):
        agree_entry_by_entry(value, reference.grad_f(*pair), "grad_f(x, y)")


@points(4)
def test_hessian_values(submission, reference, rng):
    """The Hessian is right at random points."""
    x, y = draw(rng, 2, 60)
    agree(submission.hess_f(x, y), reference.hess_f(x, y))


@points(2)
def test_hessian_of_other_kinds(submission, reference, rng):
    """The Hessian is right for numbers, whole numbers, slices, float32, zeros, and shapes that broadcast."""
    agree_on_other_places(submission.hess_f, reference.hess_f, rng)


@points(1)
def test_hessian_at_badly_scaled_points(submission, reference, rng):
    """The Hessian is right where one coordinate is above a million and the other tiny, and at the origin."""
    tiny, huge = badly_scaled(rng)
    pairs = (tiny, huge), (huge, tiny)
    for value, pair in zip(submission.hess_f.each(pairs), pairs, strict=True):
        agree_entry_by_entry(value, reference.hess_f(*pair), "hess_f(x, y)")


@points(1, after="test_gradient_values")
def test_hessian_is_the_slope_of_the_gradient(submission, rng):
    """Where x or y moves a little, your gradient changes as your Hessian says."""
    signs, h = [[1, 1, 1, -1, -1, -1], [1, -1, 1, -1, 1, -1]], 2e-6
    x, y = np.abs(draw(rng, 2, 6)) * signs
    H = expect(submission.hess_f(x, y), (6, 2, 2))
    around = submission.grad_f(np.array([x + h, x - h, x, x]), np.array([y, y, y + h, y - h]))
    a, b, c, d = expect(around, (4, 6, 2))
    slopes = np.stack([(a - b) / (2 * h), (c - d) / (2 * h)], axis=-1)
    agree(H, slopes, tol=1e-7, what="Your Hessian, against differences of your own gradient,")
