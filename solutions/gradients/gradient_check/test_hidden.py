"""Hidden tests: 11 points for the numeric gradient, 5 for the relative error, 4 for the study of steps."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_kind_of, points, raises

ROUGH = 1e-6  # of forward differences with a good step


def waves(rng, *shape):
    """Return a smooth function of an array that is no polynomial, and its gradient. It takes complex arrays, too."""
    A = draw(rng, 3, *shape) / np.sqrt(np.prod(shape))
    rows = A.reshape(3, -1)

    def inner(t):
        return rows @ np.ravel(t)

    def f(t):
        u, v, w = inner(t)
        return (np.exp(u) + np.sin(2 * v) + w**3 / 2).item()

    def gradient(x):
        u, v, w = inner(x)
        return np.tensordot([np.exp(u), 2 * np.cos(2 * v), 1.5 * w**2], A, 1)

    return f, gradient


def steep(rng, n):
    """Return a function whose value and whose third derivatives are both near 900, and its gradient."""
    a = rng.uniform(9, 10, size=n) * rng.shared.choice([-1, 1], size=n)

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


@points(2)
def test_central_differences(submission, rng):
    """Without a step being given, central differences are right to seven digits."""
    f, gradient = waves(rng, 4)
    x = draw(rng, 4)
    agree_on_gradient(submission.numeric_gradient(f, x), gradient(x), 1e-7)


@points(1)
def test_central_differences_of_a_steep_function(submission, rng):
    """Without a step being given, seven digits are right also where f and its third derivatives are large."""
    f, gradient = steep(rng, 16)  # so many that some error of rounding is large, where the step is too small
    places = draw(rng, 40, 16)
    x = min(places, key=lambda x: abs(abs(f(x) - 900) - 0.95))  # near a crest, where f bends, and not on it
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
    (x, y), h = rng.uniform(1.5, 3, size=2) * rng.shared.choice([-1, 1], size=2), rng.uniform(0.05, 0.2)
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
    """The gradient has the shape of x: of a matrix that is a slice, and of a single number in a matrix."""
    for x, scheme, tol in ((draw(rng, 2, 6)[:, ::2], "central", 1e-7), (draw(rng, 1, 1), "forward", ROUGH)):
        f, gradient = waves(rng, *x.shape)
        agree_on_gradient(submission.numeric_gradient(f, x, scheme=scheme), gradient(x), tol)


@points(1)
def test_gradient_at_other_numbers(submission, rng):
    """The gradient is right at whole, equal, tiny, large and float32 numbers in any layout, for any values of f."""
    cases, rights = [], []
    for number, x in enumerate(places(rng)):
        scale = np.maximum(1.0, np.abs(x))  # where coordinates are large, f changes as slowly
        f, gradient = waves(rng, *x.shape)
        scheme, tol = (("central", 1e-7), ("forward", ROUGH))[number % 2]
        cases.append((kept_in_kind(in_units(f, scale)), x, None, scheme))
        rights.append((gradient(x / scale) / scale, tol))
    x = draw(rng, 2)
    f, gradient = waves(rng, 2)
    cases += [(lambda t: 1e-7 * f(t), x), (constant(3), x), (constant(0.0), x)]
    *found, tiny, three, zero = submission.numeric_gradient.each(cases)
    for got, (right, tol) in zip(found, rights, strict=True):
        agree_on_gradient(got, right, tol)
    agree_on_gradient(1e7 * expect(tiny, (2,), what="numeric_gradient(f, x)"), gradient(x), 1e-7)
    for got in (three, zero):
        agree_on_gradient(got, np.zeros(2), 1e-7)


def kept_in_kind(f):
    """Return a function whose values have the dtype of its arguments."""
    return lambda t: in_kind_of(t, f(t))


def places(rng):
    """Yield points of every kind, of few coordinates: each costs a call of f or two."""
    large = 1e6 * rng.uniform(1, 2) * np.array([[0, 0, 0], [1, 0, -1]])
    yield from (np.array([[6, 0, -1], [2, 4, 3]])[:, ::-1], np.repeat(np.full((2, 2), 1.5), 2, axis=1)[:, ::2], large)
    yield from (-1e-7 * np.asfortranarray(rng.uniform(1, 2, size=(2, 2))), np.zeros((1, 2)), np.array([-2, 0, 3]))
    yield from (
        rng.shared.permutation(np.arange(6.0))[:, None],
        np.sort(draw(rng, 1, 6)),
        np.asfortranarray(draw(rng, 1, 2, 2)),
    )
    yield from (draw(rng, 2).astype(np.float32), draw(rng, 1, 1))


@points(0.5)
def test_steps_of_any_size(submission, rng):
    """With a step, forward differences of c·x + |x|² at a whole 0 are c + h, be h a billionth or some millions."""
    c, steps, zero = draw(rng, 2), (1e-9, 3.0, 2, 4e6), np.zeros(2, dtype=int)
    found = submission.numeric_gradient.each([(lambda t: (c @ t + t @ t).item(), zero, h, "forward") for h in steps])
    for h, got in zip(steps, found, strict=True):
        value = expect(got, (2,), what=f"numeric_gradient(f, x, {h:g}, 'forward')")
        agree(
            value / max(1, h), (c + h) / max(1, h), what=f"numeric_gradient(f, x, {h:g}, 'forward') over {max(1, h):g}"
        )


@points(1)
def test_large_coordinates(submission, rng):
    """Both schemes are right for a quadratic where coordinates are near 1e8, and where one is and another is not."""
    x, c = 1e8 * rng.uniform(0.4, 1.6, size=2) * [1, -1], draw(rng, 2)

    def f(t):
        return np.sum(c * np.asarray(t) ** 2).item()

    def slow_and_fast(t):
        return (np.sin(t[0] / 1e8) + np.sin(t[1])).item()

    mixed = np.array([x[0], c[0]])
    cases = (f, x), (f, x, None, "forward"), (slow_and_fast, mixed)
    central, forward, each_its_own = submission.numeric_gradient.each(cases)
    agree_on_gradient(central, 2 * c * x, 1e-7)
    agree_on_gradient(forward, 2 * c * x, ROUGH)
    agree_on_gradient(each_its_own, np.array([np.cos(x[0] / 1e8) / 1e8, np.cos(c[0])]), 1e-7)


@points(0.5, after="test_central_differences")
def test_unknown_schemes_are_refused(submission, rng):
    """A scheme of another name raises ValueError: no other case, no spaces, no part of a name, nothing longer."""
    for word in ("backward", "Central", "forward ", "cent", "forwards", ""):
        raises(ValueError, submission.numeric_gradient, saddle, draw(rng, 2), None, word)


# rel_error


@points(2.5)
def test_relative_error(submission, reference, rng):
    """The relative error is right for arrays of any shape, whichever of the two comes first."""
    a = draw(rng, 3, 5)
    b = a * rng.uniform(0.7, 1.3, size=a.shape)
    b[1, 2] *= -0.1  # so that one difference is larger than an entry
    pairs = [(a[0], b[0]), (b[0], a[0]), (a, b), (b[1:2, 1:], a[1:2, 1:])]
    errors = list(submission.rel_error.each(pairs))
    for error, pair in zip(errors, pairs, strict=True):
        agree(error, reference.rel_error(*pair))


@points(1.5)
def test_relative_error_of_zeros_and_numbers(submission, reference, rng):
    """The relative error is right for zeros, for numbers below 1e-8, for whole numbers, and without arrays."""
    tiny = 1e-9 * draw(rng, 3)
    pairs = [
        (np.array([0.0, 2.0, -1.0]), np.array([0.0, 2.0, -1.0])),
        (tiny, -tiny),
        (np.array([-4, 2, 3]), np.array([5, 2, 3])),
    ]
    pairs += [(draw(rng)[()], 0.3), (np.array([0.0, 0.0]), np.array([0.0, 1e-12])), *near_each_other(rng)]
    pairs += list(edges(rng, "n m", "n m"))
    errors = list(submission.rel_error.each(pairs))
    for error, pair in zip(errors, pairs, strict=True):
        agree(error, reference.rel_error(*pair))


def near_each_other(rng):
    """Yield pairs of which either is of every kind, and whose difference is neither nothing nor everything."""
    a = np.rint(9 * draw(rng, 3, 3))
    b = a * rng.uniform(1.05, 1.3, size=(3, 3))
    for first, second in (
        (a.astype(int), b),
        (a, b),
        (np.asfortranarray(a), b),
        (a[::-1], b[::-1]),
        (1e-7 * a, 1e-7 * b),
    ):
        yield from ((first, second), (second, first))
    yield from ((1e7 * a, 1e7 * b), (a[0, 0], b[0, 0]), (int(a[0, 0]), b[0, 0]), (a[0, 0], int(3 * a[0, 0])))
    yield np.sort(a[0]), np.sort(a[0]) * [1.1, 1.2, 1.3]
    yield a.astype(np.float32), b.astype(np.float32).astype(float)
    # In float32 their sum and their difference are both rounded, and the quotient is wrong by 6e-8.
    yield np.float32([1, a[0, 0]]), np.float32([1.5 * 2.0**-24, a[0, 0]])


@points(0.5, after="test_relative_error")
def test_relative_error_refuses_other_shapes(submission, rng):
    """Arrays of different shapes raise ValueError, also where they would broadcast, and so do an array and a number."""
    a = draw(rng, 4)
    for b in (a[:, None], a[:1], a[0]):
        raises(ValueError, submission.rel_error, a, b)


@points(0.5, after="test_relative_error")
def test_relative_error_does_not_look_past_nan(submission, rng):
    """If one entry is nan, so is the relative error, in whichever array and wherever it stands."""
    pairs = []
    for at in (0, 2):
        a = draw(rng, 3)
        b = a.copy()
        b[at] = np.nan
        pairs += [(a, b), (b, a)]
    for error in list(submission.rel_error.each(pairs)):
        agree(error, np.nan)


# step_study


def studied(submission, reference, *cases):
    """Return the student's errors, with right functions in the place of those that are judged by themselves."""
    parts = {"numeric_gradient": reference.numeric_gradient, "rel_error": reference.rel_error}
    with submission.replacing(**parts):
        return list(submission.step_study.each(cases))


@points(2.5)
def test_study_of_steps(submission, reference, rng):
    """The errors of both schemes are right, each in its row, for steps in any order."""
    f, gradient = waves(rng, 2)
    x, hs = draw(rng, 2), np.array([0.1, 1e-3, 0.3, 0.02, 0.2, 0.05]) * rng.own.uniform(0.8, 1.2)
    (found,) = studied(submission, reference, (f, gradient, x, hs))
    errors = expect(found, (2, 6), what="step_study(f, g, x, hs)")
    right = reference.step_study(f, gradient, x, hs)
    agree(errors / right, np.ones((2, 6)), tol=1e-3, what="step_study(f, g, x, hs), over what is right,")


@points(0.5)
def test_study_of_one_step(submission, reference, rng):
    """A single step, and an x that is a matrix of one entry, are studied as others are."""
    f, gradient = waves(rng, 1, 1)
    x, hs = draw(rng, 1, 1), rng.uniform(0.1, 0.3, size=1)
    (errors,) = studied(submission, reference, (f, gradient, x, hs))
    agree(errors, reference.step_study(f, gradient, x, hs), what="step_study(f, g, x, hs)")


@points(1, after="test_study_of_steps", why="what may come in beside ordinary numbers")
def test_study_of_other_arrays(submission, reference, rng):
    """It is right for whole, equal, tiny, huge, sliced and float32 points and steps, and for any f and g."""
    cases = []
    for number, x in enumerate(places(rng)):
        f, gradient = waves(rng, *x.shape)
        scale = np.maximum(1.0, np.abs(x))
        cases.append((in_units(f, scale), in_units(gradient, scale, 1 / scale), x, steps(rng, number)))
    for unit in (1e7, 1e-7):
        x, (f, gradient) = unit * draw(rng, 2), waves(rng, 2)
        cases.append((in_units(f, unit), in_units(gradient, unit, 1 / unit), x, unit * np.array([0.3])))
    x, (f, gradient) = draw(rng, 2), waves(rng, 2)
    for value, slope in (
        (3, np.array([1, -2])),
        (0.0, np.zeros(2)),
        (-5.0, np.array([-1.5, -0.5])),
        (1e-7, gradient(x)),
    ):
        cases.append((constant(value), constant(slope), x, x[:1] ** 2))
    cases.append(((lambda t: 1e7 * (f(t) + 9)), (lambda t: 1e7 * gradient(t)), x, abs(x[:1])))
    cases.append((*exploding(x[:1], 0.3), x[:1], np.array([0.3])))
    cases.append((f, gradient, np.array([2, -1]), np.array([1, 3])))
    measured, helped = remembering(reference.numeric_gradient), submission.replacing(rel_error=reference.rel_error)

    def errors(f, g, x, hs):
        schemes = "central", "forward"
        return np.array([[reference.rel_error(measured(f, x, h, scheme), g(x)) for h in hs] for scheme in schemes])

    with submission.replacing(numeric_gradient=measured):
        agree_on(submission.step_study, errors, cases, tol=1e-7, helped=helped)


def exploding(x, h):
    """Return a function and a gradient whose errors with a step change by hundreds of times what the step does."""
    return (lambda t: np.exp(180 * (t - x) / h)[0]), constant(np.array([0.8 * np.exp(180) / h]))


def remembering(numeric_gradient):
    """Return a function that measures no gradient twice."""
    known = {}

    def measured(f, x, h=None, scheme="central"):
        x = np.asarray(x, dtype=float)
        key = f, x.shape, x.tobytes(), h, scheme
        if key not in known:
            known[key] = numeric_gradient(f, x, h, scheme)
        return known[key]

    return measured


def constant(value):
    """Return a function that returns the same everywhere."""
    return lambda t: value


def in_units(function, unit, factor=1.0):
    """Return a function of an array in units, times a factor."""
    return lambda t: factor * function(t / unit)


def steps(rng, number):
    """Return steps of one of several kinds."""
    some = rng.shared.permutation([0.3, 0.1, 0.5])
    kinds = some[:2][::-1], np.array([2, 1]), some[2:], np.full(2, 0.5), np.repeat(some, 2)[:4:2], np.sort(some)
    others = some[:1], some[:1], np.array([0.5, 0.25], np.float32), some[1:2], np.array([2.0, 1.0, 1.0])
    return (*kinds, *others)[number]
