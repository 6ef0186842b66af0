"""Hidden tests: 9 points for the model, 6 for the slopes."""

import numpy as np

from autograder import agree, between_singles, draw, expect, points

CLOSE = 0.25  # how near a slope has to be
DISTANCES = np.array([0.08, 0.02])
WRONG = ["Hessian", "gradient"]  # what can be seen along a direction


def landscape(rng, n, sign=1.0, slope=1.0):
    """Return a smooth function ± (exp(a·x) + |Bx|²/2 + c·x), its gradient and its Hessian."""
    a, c, B = draw(rng, n) / np.sqrt(n), slope * draw(rng, n), draw(rng, n, n) / np.sqrt(n)
    return exponential(a, B.T @ B, c, sign)


def exponential(a, Q, c, sign=1.0):
    """Return the function ± (exp(a·x) + xᵀQx/2 + c·x), its gradient and its Hessian."""

    def f(x):
        return sign * (np.exp(a @ x) + x @ Q @ x / 2 + c @ x).item()

    def g(x):
        return sign * (np.exp(a @ x) * a + Q @ x + c)

    def H(x):
        return sign * (np.exp(a @ x) * np.outer(a, a) + Q)

    return f, g, H


def valley(rng, sign=1.0):
    """Return a function of two variables, a point, and a direction: far from the diagonal, steep, curved, no quadratic.

    Everything that a model may hold there is large: both entries of the gradient, the mixed derivative, the third one.
    """
    a = np.abs(draw(rng, 2)) * rng.shared.permutation([-1, 1])
    return exponential(a, np.diag(np.abs(draw(rng, 2))), draw(rng, 2), sign), draw(rng, 2), a / np.linalg.norm(a)


def quadratic(rng, n):
    """Return a quadratic function with a curved saddle or bowl, its gradient and its Hessian."""
    Q, c = draw(rng, n, n), draw(rng, n)
    Q = Q + Q.T

    def f(x):
        return (x @ Q @ x / 2 + c @ x + 1).item()

    return f, lambda x: Q @ x + c, lambda x: Q


def model(submission, *about):
    """Return the student's model, a function."""
    (m,) = models(submission, [about])
    return m


def models(submission, cases):
    """Return the student's models, functions."""
    models = list(submission.taylor2.each(cases))
    assert all(map(callable, models)), "taylor2 should return a function."
    return models


# taylor2


@points(4)
def test_model(submission, reference, rng):
    """The model of degree 2 is right at random points."""
    results, cases = [], [(*landscape(rng, n), draw(rng, n)) for n in (3, 2)]
    for m, about, count in zip(models(submission, cases), cases, (2, 1), strict=True):
        right = reference.taylor2(*about)
        results += [(m(x), right(x)) for x in about[-1] + draw(rng, count, about[-1].size)]
    for value, right in results:
        agree(value, right, what="taylor2(f, g, H, x0)(x)")


@points(2, after="test_model", why="what a model promises, without the reference")
def test_model_of_a_quadratic(submission, rng):
    """The model of a quadratic function is that function, also far away."""
    (f, g, H), x0 = quadratic(rng, 3), draw(rng, 3)
    x = 4 * draw(rng, 3)
    agree(model(submission, f, g, H, x0)(x), f(x), what="taylor2(f, g, H, x0)(x), for a quadratic f,")


def huge(rng, n):
    """Return whole floats of some millions that add up to 0, one of them 0, and two the same."""
    values = np.rint(2e6 * draw(rng, n))
    values[:2], values[-1] = values[2], 0
    values[3] -= values.sum()
    return values


def negative(rng, *shape):
    return -np.abs(draw(rng, *shape))


def rising(rng):
    """Return whole numbers in ascending order, with a 0; in memory they stand backwards."""
    return np.array([rng.shared.integers(2, 5), 0, -1])[::-1]


def answers(rng):
    """Yield x0, x, and what f, g and H answer, H by half: each once whole, equal, tiny, huge, zero or negative."""
    whole, sliced, small, many = (
        rng.shared.integers(1, 4, size=(3, 3)),
        np.full(6, 1.5)[::2],
        between_singles(1e-7 * negative(rng, 2)),
        huge(rng, 53),
    )
    yield sliced, rising(rng), 3, negative(rng, 3), whole
    yield small, np.zeros(2), 0.0, np.zeros(2), negative(rng, 2, 2)
    yield np.zeros(2), small, -small[0], 1e-7 * draw(rng, 2), 1e-7 * draw(rng, 2, 2)
    yield many, many[::-1], 2.5e6, huge(rng, 53), 2e6 * draw(rng, 53, 53)
    yield np.array([-2.0]), draw(rng, 1), -2.5, np.array([3]), np.zeros((1, 1))


def inverse_squares():
    """Return the sum of 1/x², its gradient and its Hessian: in whole numbers an error, in float32 not exact."""
    return (lambda x: np.sum(x**-2).item()), (lambda x: -2 * x**-3), (lambda x: np.diag(6 * x**-4))


@points(1.5)
def test_model_of_other_numbers(submission, reference, rng):
    """The model is right in any number of variables, and for whole, equal, tiny, huge, sliced and float32 numbers."""
    cases, places, sizes = [], [], []
    for x0, x, value, slope, half in answers(rng):
        curvature, step = half + half.T, np.asarray(x, dtype=float) - x0
        # What is added up may cancel, so that the error is measured beside its parts.
        sizes.append(
            abs(value) + np.linalg.norm(slope) * np.linalg.norm(step) + np.linalg.norm(curvature) * step @ step
        )
        cases.append((constant(value), constant(slope), constant(curvature), x0))
        places.append([x])
    single, other = draw(rng, 2, 3).astype(np.float32)
    cases += [(*inverse_squares(), x0) for x0 in (np.array([3, 1, -2])[::-1], single)]
    places += [[np.full(6, 1.5)[::2]], [other, other.astype(float) + 0.1, np.array([2.0, -1, 3])]]
    sizes += [1.0, 1.0]
    for m, about, points_of_it, size in zip(models(submission, cases), cases, places, sizes, strict=True):
        right = reference.taylor2(*about)
        for x in points_of_it:
            got = expect(m(x), what="taylor2(f, g, H, x0)(x)")
            agree(got / size, right(np.asarray(x, float)) / size, what=f"taylor2(f, g, H, x0)(x) over {size:.1e}")


def constant(value):
    """Return a function that returns the same everywhere."""
    return lambda x: value


@points(1.5)
def test_what_the_model_leaves_over(submission, rng):
    """At a quarter of the distance, a sixty-fourth is left over."""
    (f, g, H), x0, direction = valley(rng)
    m = model(submission, f, g, H, x0)
    places = [x0 + t * direction for t in (0.08, 0.02)]
    values = [expect(m(x), what="taylor2(f, g, H, x0)(x)") for x in places]
    left = [max(abs(f(x) - value), 1e-15) for x, value in zip(places, values, strict=True)]
    slope = np.log(left[0] / left[1]) / np.log(4)
    assert slope >= 3 - CLOSE, (
        f"What your model leaves over falls with the power {slope:.2f} of the distance; expected 3."
    )


def along(rng, f, x0):
    """Return a direction of length 1 in which f is no quadratic: what a right model leaves over is there."""
    directions = draw(rng, 20, x0.size)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    thirds = [abs(f(x0 + d) - 3 * f(x0 + d / 3) + 3 * f(x0 - d / 3) - f(x0 - d)) for d in directions]
    return directions[np.argmax(thirds)]


# remainder_slopes


def look_at_slopes(submission, reference, cases):
    """Check the student's slopes, pairs of numbers; where they are wrong, with a right taylor2 in the place of theirs.

    Args:
        submission: the student's functions.
        reference: the right ones.
        cases: pairs of the arguments, and about what the two slopes are.

    """

    def hold():
        found = list(submission.remainder_slopes.each([arguments for arguments, _ in cases]))
        for value, (_, right) in zip(found, cases, strict=True):
            pair = list(value) if isinstance(value, np.ndarray) and value.ndim == 1 else value
            assert isinstance(pair, tuple | list) and len(pair) == 2, "remainder_slopes should return two numbers."
            look_at(pair, right)

    try:
        hold()
    except Exception:  # whatever it is: their taylor2 may be the cause
        with submission.replacing(taylor2=reference.taylor2):
            hold()


def cubic(x0, d, ts, value, slope, half):
    """Return f, g and H for x0 of a function that along d is a polynomial of degree 3, of size 1 at the largest t."""
    x0, d, curvature = np.asarray(x0, dtype=float), np.asarray(d, dtype=float), half + half.T
    size = np.linalg.norm(d)
    length, ahead = size * np.max(ts), d / size
    bend = ahead @ curvature @ ahead / 2
    # One of the models is below f, and one above.
    third = -0.1 * (max(abs(bend), 0.3 * np.max(np.abs(curvature))) or 1.0) * (1 if bend >= 0 else -1)

    def f(x):
        step = (x - x0) / length
        return value + slope @ step + step @ curvature @ step / 2 + third * (step @ ahead) ** 3

    # Wrong across d, which is not looked at: in another direction it would be.
    across = np.arange(1.0, x0.size + 1)
    across -= (across @ ahead) * ahead
    return f, only_at(x0, (slope + across) / length), only_at(x0, curvature / length**2)


def only_at(x0, value):
    """Return a function that has a value at one point, and twice as much elsewhere."""
    return lambda x: value if np.array_equal(x, x0) else 2 * value


def look_at(value, right):
    """Check two slopes."""
    for got, wanted, name in zip(value, right, ("s1", "s2"), strict=True):
        slope = expect(got, what=name)
        assert abs(slope - wanted) <= CLOSE, f"{name} is {slope:.3g}; expected about {wanted:.3g}."


@points(3)
def test_slopes_tell_what_is_wrong(submission, reference, rng):
    """The slopes are 2 and 3, 2 and 2 with a wrong Hessian, 1 and 1 with a gradient wrong along the direction."""
    cases, signs = [], rng.shared.permutation([-1.0, -1.0, 1.0, 1.0, 1.0])
    parts = rng.shared.permutation(["nothing", "Hessian", "gradient", "the gradient across", rng.shared.choice(WRONG)])
    for what, sign in zip(parts, signs, strict=True):
        (f, g, H), x0, d = valley(rng, sign)
        # So large that no other remainder counts beside it.
        size = 4 * rng.shared.choice([-1, 1]) * np.linalg.norm(H(x0))
        tilt = {"gradient": size * d, "the gradient across": size * np.array([-d[1], d[0]])}.get(what, 0 * d)
        bend = size * np.eye(2) * (what == "Hessian")
        right = {"Hessian": (2, 2), "gradient": (1, 1)}.get(what, (2, 3))
        cases.append(((f, plus(g, tilt), plus(H, bend), x0, d, DISTANCES), right))
    look_at_slopes(submission, reference, [cases[number] for number in rng.permutation(len(cases))])


@points(2.5, after="test_slopes_tell_what_is_wrong", why="more variables than can be told by a diagonal")
def test_slopes(submission, reference, rng):
    """The slopes are 2 and 3 in three variables, be f above or below its models."""
    cases = []
    for sign in (1.0, -1.0):
        (f, g, H), x0 = landscape(rng, 3, sign, slope=9.0), draw(rng, 3)
        cases.append(((f, g, H, x0, along(rng, f, x0), DISTANCES), (2, 3)))
    look_at_slopes(submission, reference, cases)


def plus(function, number):
    """Return a function that is another one and a number."""
    return lambda x: function(x) + number


@points(0.5, after="test_slopes_tell_what_is_wrong", why="what may come in beside ordinary numbers")
def test_slopes_of_other_numbers(submission, reference, rng):
    """The slopes are right for whole, tiny, huge, sliced and float32 numbers, and in any number of variables."""
    cases = []
    for about, x0, d, ts in walks(rng):
        exact = (array.astype(float) for array in (x0, d, ts))
        cases.append(((*about, x0, d, ts), reference.remainder_slopes(*about, *exact)))
    look_at_slopes(submission, reference, cases)


def walks(rng):
    """Yield f, g, H, and x0, d, ts: each once of every kind, with others beside it."""
    few, sliced = np.array([0.5, 0.25]), np.full(6, 1.3)[::2]
    small, many, single = 1e-7 * negative(rng, 3), huge(rng, 53), negative(rng, 3).astype(np.float32)
    yield along_cubic(rising(rng), draw(rng, 3), np.geomspace(0.1, 0.02, 6), -2.5, draw(rng, 3), np.zeros((3, 3)))
    yield along_cubic(sliced, rising(rng), np.repeat(1e-7 * few, 2)[::2], 3, negative(rng, 3), draw(rng, 3, 3))
    yield along_cubic(single, single[::-1], np.array([4, 2, 1])[::-1], 0.0, 1e-7 * draw(rng, 3), negative(rng, 3, 3))
    tiny = 1e-7 * draw(rng, 1, 1)
    yield along_cubic(np.zeros(1), np.array([-1e-7]), 4e6 * np.array([1, 3, 3, 1]), 1e-7, np.zeros(1), tiny)
    far = 1.05e6 * np.append(np.resize([1, -1], 52), 0)
    yield along_cubic(many, far, few, 1e9, huge(rng, 53), 2e6 * draw(rng, 53, 53))
    flat = constant(0.0), constant(1e-7 * negative(rng, 3)), constant(1e-7 * draw(rng, 3, 3))
    yield flat, small, sliced, few.astype(np.float32)
    yield inverse_squares(), np.array([3, -2, 4]), np.array([1.0, 2, -1]), few / 10
    yield cubes(), np.array([2, -1, 3]), np.array([1, 0, 2]), np.array([1, 3])


def along_cubic(x0, d, ts, *parts):
    """Return what ``walks`` yields of a function that is a cubic along d."""
    return cubic(x0, d, ts, *parts), x0, d, ts


def cubes():
    """Return the sum of x³, its gradient and its Hessian, all of them stored as whole numbers; x is whole."""
    return (
        lambda x: int(np.sum(x**3)),
        lambda x: (3 * x**2).astype(int),
        lambda x: np.diag(6 * x).astype(int),
    )
