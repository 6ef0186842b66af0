"""Hidden tests: 7 points for the gradient, 8 for the Hessian."""

import numpy as np

from autograder import agree, expect, points

FAR = np.array([[1e6, 1e-6], [1e-6, -1e6]])  # rows x and y of two points; differences drown in rounding there


def places(rng, *shape):
    """Return x, y of random sign whose sizes lie between 0.4 and 1.6."""
    return rng.choice([-1.0, 1.0], size=(2, *shape)) * rng.uniform(0.4, 1.6, size=(2, *shape))


def kinds(rng):
    """Return pairs x, y of other kinds than float64 arrays of one shape in one piece, and the same as float64."""
    (x, y), (a, b) = places(rng, 2, 3, 6), places(rng, 5)
    pairs = [(x.T[::2], y.T[::2]), (2, b), (np.array([[3], [-2]]), np.arange(-3, 4)), (np.array(a[1]), b[1].item())]
    return [(*pair, tuple(np.asarray(one, dtype=float) for one in pair)) for pair in pairs]


def agree_entry_by_entry(value, right, name):
    """Check each entry by itself, so that a large one hides no small one."""
    value = expect(value, right.shape)
    for at in np.ndindex(right.shape):
        agree(value[at], right[at], what=f"entry {list(at)} of {name}")


@points(4)
def test_gradient_values(submission, reference, rng):
    """The gradient is right at random points."""
    x, y = places(rng, 16)
    agree(submission.grad_f(x, y), reference.grad_f(x, y))


@points(2)
def test_gradient_of_other_kinds(submission, reference, rng):
    """The gradient is right for numbers, whole numbers, slices, float32, shapes that broadcast, and the origin."""
    for x, y, exact in [*kinds(rng), (0.0, 0.0, (0.0, 0.0))]:
        agree(submission.grad_f(x, y), reference.grad_f(*exact))
    x, y = places(rng, 3).astype(np.float32)
    agree(submission.grad_f(x, y), reference.grad_f(x.astype(float), y.astype(float)), tol=1e-4)


@points(1)
def test_gradient_at_badly_scaled_points(submission, reference):
    """The gradient is right where one coordinate is a million and the other a millionth."""
    agree_entry_by_entry(submission.grad_f(*FAR), reference.grad_f(*FAR), "grad_f([1e6, 1e-6], [1e-6, -1e6])")


@points(4)
def test_hessian_values(submission, reference, rng):
    """The Hessian is right at random points."""
    x, y = places(rng, 16)
    agree(submission.hess_f(x, y), reference.hess_f(x, y))


@points(2)
def test_hessian_of_other_kinds(submission, reference, rng):
    """The Hessian is right for numbers, whole numbers, slices, float32, shapes that broadcast, and the origin."""
    for x, y, exact in [*kinds(rng), (0.0, 0.0, (0.0, 0.0))]:
        agree(submission.hess_f(x, y), reference.hess_f(*exact))
    x, y = places(rng, 3).astype(np.float32)
    agree(submission.hess_f(x, y), reference.hess_f(x.astype(float), y.astype(float)), tol=1e-4)


@points(1)
def test_hessian_at_badly_scaled_points(submission, reference):
    """The Hessian is right where one coordinate is a million and the other a millionth."""
    agree_entry_by_entry(submission.hess_f(*FAR), reference.hess_f(*FAR), "hess_f([1e6, 1e-6], [1e-6, -1e6])")


@points(1)
def test_hessian_is_the_slope_of_the_gradient(submission, rng):
    """Where x or y moves a little, your gradient changes as your Hessian says."""
    (x, y), h = places(rng, 6), 2e-6
    H = expect(submission.hess_f(x, y), (6, 2, 2))
    around = submission.grad_f(np.array([x + h, x - h, x, x]), np.array([y, y, y + h, y - h]))
    a, b, c, d = expect(around, (4, 6, 2))
    slopes = np.stack([(a - b) / (2 * h), (c - d) / (2 * h)], axis=-1)
    agree(H, slopes, tol=1e-7, what="Your Hessian, against differences of your own gradient,")
