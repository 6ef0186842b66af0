"""Hidden tests: 11 points for the numeric gradient, 5 for the relative error, 4 for the study of steps."""

import numpy as np

from autograder import agree, draw, edges, expect, points, raises

ROUGH = 1e-6  # of forward differences with a good step


def waves(rng, *shape):
    """Return a smooth function of an array that is no polynomial, and its gradient. It takes complex arrays, too."""
    A = draw(rng, 3, *shape) / np.sqrt(np.prod(shape))

    def inner(t):
        return np.array([np.sum(row * t) for row in A])

    def f(t):
        u, v, w = inner(np.asarray(t))
        return (np.exp(u) + np.sin(2 * v) + w**3 / 2).item()

    def gradient(x):
        u, v, w = inner(x)
        return np.tensordot([np.exp(u), 2 * np.cos(2 * v), 1.5 * w**2], A, 1)

    return f, gradient


def steep(rng, n):
    """Return a function whose value and whose third derivatives are both large, a few hundred, and its gradient."""
    a = 10 * draw(rng, n) / np.sqrt(n)

    def f(t):
        return (900 + np.sin(a @ t)).item()

    return f, lambda x: np.cos(a @ x) * a


def saddle(t):
    """Return the height of the monkey saddle."""
    return (t[0] ** 3 - 3 * t[0] * t[1] ** 2).item()


def agree_on_gradient(got, right, tol):
    """Check a gradient: a float64 array that is right to a tolerance."""
    agree(expect(got, right.shape), right, tol=tol, what="numeric_gradient(f, x)")


# numeric_gradient


@points(2.5)
def test_central_differences(submission, rng):
    """Without a step being given, central differences are right to seven digits."""
    f, gradient = waves(rng, 4)
    x = draw(rng, 4)
    agree_on_gradient(submission.numeric_gradient(f, x), gradient(x), 1e-7)


@points(1)
def test_central_differences_of_a_steep_function(submission, rng):
    """Without a step being given, seven digits are right also where f and its third derivatives are large."""
    f, gradient = steep(rng, 2)
    x = max(draw(rng, 10, 2), key=lambda x: np.linalg.norm(gradient(x)))  # not on a crest
    agree_on_gradient(submission.numeric_gradient(f, x), gradient(x), 1e-7)


@points(1.5)
def test_forward_differences(submission, rng):
    """Without a step being given, forward differences are right to six digits."""
    f, gradient = waves(rng, 3)
    x = draw(rng, 3)
    agree_on_gradient(submission.numeric_gradient(f, x, scheme="forward"), gradient(x), ROUGH)


@points(2.5)
def test_errors_are_those_of_the_formulas(submission, rng):
    """With a step, the errors for the monkey saddle are (h², 0) and (3xh + h², -3xh), as on paper."""
    (x, y), h = draw(rng, 2), rng.uniform(0.05, 0.2)
    exact = np.array([3 * x**2 - 3 * y**2, -6 * x * y])
    central = submission.numeric_gradient(saddle, np.array([x, y]), h)
    forward = submission.numeric_gradient(saddle, np.array([x, y]), 2 * h, "forward")
    agree(central, exact + np.array([h**2, 0]), what=f"numeric_gradient(f, x, {h:.3g})")
    agree(
        forward,
        exact + 2 * h * np.array([3 * x + 2 * h, -3 * x]),
        what=f"numeric_gradient(f, x, {2 * h:.3g}, 'forward')",
    )


@points(1)
def test_gradient_has_the_shape_of_x(submission, rng):
    """The gradient has the shape of x: of a slice, of a matrix in Fortran's order, and of one number in a matrix."""
    turned = np.asfortranarray(draw(rng, 2, 2))
    cases = ((draw(rng, 2, 6)[:, ::2], "central", 1e-7), (turned, "central", 1e-7), (draw(rng, 1, 1), "forward", ROUGH))
    for x, scheme, tol in cases:
        f, gradient = waves(rng, *x.shape)
        agree_on_gradient(submission.numeric_gradient(f, x, scheme=scheme), gradient(x), tol)


@points(1)
def test_gradient_at_other_numbers(submission, rng):
    """The gradient is right at whole numbers, 0 among them, and at float32 numbers."""
    f, gradient = waves(rng, 2)
    x, single = np.array([0, -2]), draw(rng, 2).astype(np.float32)
    whole, rough = submission.numeric_gradient(f, x), submission.numeric_gradient(f, single)
    agree_on_gradient(whole, gradient(x.astype(float)), 1e-7)
    agree_on_gradient(rough, gradient(single.astype(float)), 1e-7)


@points(1)
def test_large_coordinates(submission, rng):
    """Both schemes are right for a quadratic where coordinates are near 1e8, and where one is and another is not."""
    x, c = 1e8 * rng.uniform(0.4, 1.6, size=2) * [1, -1], draw(rng, 2)

    def f(t):
        return np.sum(c * np.asarray(t) ** 2).item()

    def slow_and_fast(t):
        return (np.sin(t[0] / 1e8) + np.sin(t[1])).item()

    mixed = np.array([x[0], c[0]])
    central, forward = submission.numeric_gradient(f, x), submission.numeric_gradient(f, x, scheme="forward")
    each_its_own = submission.numeric_gradient(slow_and_fast, mixed)
    agree_on_gradient(central, 2 * c * x, 1e-7)
    agree_on_gradient(forward, 2 * c * x, ROUGH)
    agree_on_gradient(each_its_own, np.array([np.cos(x[0] / 1e8) / 1e8, np.cos(c[0])]), 1e-7)


@points(0.5, after="test_central_differences")
def test_unknown_schemes_are_refused(submission, rng):
    """A scheme of another name raises ValueError, also one that begins or looks like a known one."""
    x = draw(rng, 2)
    for word in ("backward", "Central", "central ", "for", "forwards", ""):
        raises(ValueError, submission.numeric_gradient, saddle, x, None, word)


# rel_error


@points(2.5)
def test_relative_error(submission, reference, rng):
    """The relative error is right for arrays of any shape, whichever of the two comes first."""
    a = draw(rng, 3, 5)
    b = a * rng.uniform(0.7, 1.3, size=a.shape)
    b[1, 2] *= -0.1  # so that one difference is larger than an entry
    pairs = [(a[0], b[0]), (b[0], a[0]), (a, b), (b[1:2, 1:], a[1:2, 1:])]
    errors = [submission.rel_error(*pair) for pair in pairs]
    for error, pair in zip(errors, pairs, strict=True):
        agree(error, reference.rel_error(*pair))


@points(1.5)
def test_relative_error_of_zeros_and_numbers(submission, reference, rng):
    """The relative error is right for zeros, tiny, huge, equal and whole numbers, many of them, and without arrays."""
    tiny = 1e-9 * draw(rng, 3)
    pairs = [
        (np.array([0.0, 2.0, -1.0]), np.array([0.0, 2.0, -1.0])),
        (tiny, -tiny),
        (np.array([3, -4]), np.array([3, 5])),
    ]
    pairs += [(draw(rng)[()], 0.3), (np.array([0.0, 0.0]), np.array([0.0, 1e-12]))]
    pairs += edges(rng, "m n", "m n")
    errors = [submission.rel_error(*pair) for pair in pairs]
    for error, pair in zip(errors, pairs, strict=True):
        agree(error, reference.rel_error(*pair))


@points(0.5, after="test_relative_error")
def test_relative_error_refuses_other_shapes(submission, rng):
    """Arrays of different shapes raise ValueError, also where they would broadcast, and so do an array and a number."""
    a = draw(rng, 4)
    for b in (a[:, None], a[:1], a[0]):
        raises(ValueError, submission.rel_error, a, b)


@points(0.5, after="test_relative_error")
def test_relative_error_does_not_look_past_nan(submission, rng):
    """If one entry is nan, so is the relative error, in whichever array and wherever it stands."""
    errors = []
    for at in (0, 2):
        a = draw(rng, 3)
        b = a.copy()
        b[at] = np.nan
        errors += [submission.rel_error(a, b), submission.rel_error(b, a)]
    for error in errors:
        agree(error, np.nan)


# step_study


def right_parts(function, reference):
    """Return right functions to stand in for those that are judged by themselves. They may be called by keywords."""

    def numeric_gradient(f, x, h=None, scheme="central"):
        return reference.numeric_gradient(function, x, h, scheme)

    return {"numeric_gradient": numeric_gradient, "rel_error": reference.rel_error}


@points(3)
def test_study_of_steps(submission, reference, rng):
    """The errors of both schemes are right, each in its row, for steps in any order."""
    f, gradient = waves(rng, 2)
    x, hs = draw(rng, 2), np.array([0.1, 1e-3, 0.3, 0.02]) * rng.uniform(0.8, 1.2)
    with submission.replacing(**right_parts(f, reference)):
        errors = expect(submission.step_study(f, gradient, x, hs), (2, 4), what="step_study(f, g, x, hs)")
    right = reference.step_study(f, gradient, x, hs)
    agree(errors / right, np.ones((2, 4)), tol=1e-3, what="step_study(f, g, x, hs), over what is right,")


@points(1)
def test_study_of_one_step(submission, reference, rng):
    """A single step, and an x that is a matrix, are studied as others are."""
    f, gradient = waves(rng, 3, 2)
    x, hs = draw(rng, 3, 2), rng.uniform(0.1, 0.3, size=1)
    with submission.replacing(**right_parts(f, reference)):
        errors = submission.step_study(f, gradient, x, hs)
    agree(errors, reference.step_study(f, gradient, x, hs), what="step_study(f, g, x, hs)")
