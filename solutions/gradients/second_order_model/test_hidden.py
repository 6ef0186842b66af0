"""Hidden tests: 9 points for the model, 6 for the slopes."""

import numpy as np

from autograder import agree, draw, edges, expect, points

CLOSE = 0.25  # how near a slope has to be
DISTANCES = np.array([0.08, 0.02, 0.04])


def landscape(rng, n, sign=1.0):
    """Return a smooth function ± (exp(a·x) + |Bx|²/2 + c·x), its gradient and its Hessian."""
    a, c, B = draw(rng, n) / np.sqrt(n), draw(rng, n), draw(rng, n, n) / np.sqrt(n)
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
    a = np.abs(draw(rng, 2)) * rng.permutation([-1, 1])
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
    m = submission.taylor2(*about)
    assert callable(m), "taylor2 should return a function."
    return m


# taylor2


@points(4)
def test_model(submission, reference, rng):
    """The model of degree 2 is right at random points."""
    results = []
    for n in (3, 2):
        about = (*landscape(rng, n), draw(rng, n))
        m, right = model(submission, *about), reference.taylor2(*about)
        results += [(m(x), right(x)) for x in about[-1] + draw(rng, 3, n)]
    for value, right in results:
        agree(value, right, what="taylor2(f, g, H, x0)(x)")


@points(2, after="test_model", why="what a model promises, without the reference")
def test_model_of_a_quadratic(submission, rng):
    """The model of a quadratic function is that function, also far away."""
    (f, g, H), x0 = quadratic(rng, 3), draw(rng, 3)
    m = model(submission, f, g, H, x0)
    for x in 4 * draw(rng, 2, 3):
        agree(m(x), f(x), what="taylor2(f, g, H, x0)(x), for a quadratic f,")


@points(1.5)
def test_model_of_other_numbers(submission, reference, rng):
    """The model is right at x0, in any number of variables, and for whole, tiny, huge, sliced and float32 numbers."""
    for x0, x, slope, half, value in edges(rng, "n", "n", "n", "n n", ""):
        curvature, step = half + half.T, np.asarray(x, dtype=float) - x0
        # What is added up may cancel, so that the error is measured beside its parts.
        size = (
            abs(value) + np.linalg.norm(slope) * np.linalg.norm(step) + np.linalg.norm(curvature) * step @ step or 1.0
        )
        about = constant(value), constant(slope), constant(curvature), x0
        got = expect(model(submission, *about)(x), what="taylor2(f, g, H, x0)(x)")
        agree(got / size, reference.taylor2(*about)(x) / size, what=f"taylor2(f, g, H, x0)(x) over {size:.1e}")
    single, other = draw(rng, 2, 3).astype(np.float32)
    about = landscape(rng, 3)
    whole = np.array([2.0, -1.0, 1.0])
    for x0, x in ((single, other), (single, other.astype(float)), (whole + 0.1, single), (whole / 3, whole)):
        agree(model(submission, *about, x0)(x), reference.taylor2(*about, x0.astype(float))(x.astype(float)), tol=1e-4,
              what="taylor2(f, g, H, x0)(x)")  # fmt: skip


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


def slopes(submission, reference, f, g, H, x0, d, ts):
    """Return the student's slopes, two numbers, with a right taylor2 in the place of their own."""
    with submission.replacing(taylor2=reference.taylor2):
        value = submission.remainder_slopes(f, g, H, x0, d, ts)
    value = list(value) if isinstance(value, np.ndarray) and value.ndim == 1 else value
    assert isinstance(value, tuple | list) and len(value) == 2, "remainder_slopes should return two numbers."
    return value


def cubic(rng, x0, d, ts, value, slope, half):
    """Return f, g and H at x0 of a function that along d is a polynomial of degree 3, of size 1 at the largest t."""
    x0, curvature = np.asarray(x0, dtype=float), half + half.T
    length = np.linalg.norm(d) * np.max(ts)
    length = length if not 0.01 < length < 100 else 1.0  # so that whole numbers stay whole
    along = np.asarray(d, dtype=float) / (np.dot(1.0 * d, d) * np.max(ts))
    bend = (
        0.5
        * (d / np.linalg.norm(d))
        @ curvature
        @ (d / np.linalg.norm(d))
        * (np.linalg.norm(d) * np.max(ts) / length) ** 2
    )
    third = -0.1 * (bend or 1.0)  # one of the models is below f, and one above

    def f(x):
        step = x - x0
        return value + slope @ step / length + step @ curvature @ step / length**2 / 2 + third * (step @ along) ** 3

    scale = 1 if length == 1.0 else 1 / length
    return f, constant(slope * scale), constant(curvature * scale**2)


def distances(rng):
    """Yield distances of every kind: in any order, whole, in float32, many, few, tiny, huge, in slices."""
    some = rng.permutation([0.02, 0.04, 0.1])
    yield from (some, np.array([1, 2, 4]), np.array([1.0, 3.0, 3.0, 2.0])[::-1], 1e-7 * some, np.repeat(some, 2)[::2])
    yield from (np.geomspace(0.02, 0.1, 60), 4e7 * some)


def look_at(value, right):
    """Check two slopes."""
    for got, wanted, name in zip(value, right, ("s1", "s2"), strict=True):
        slope = expect(got, what=name)
        assert abs(slope - wanted) <= CLOSE, f"{name} is {slope:.3g}; expected about {wanted}."


@points(2)
def test_slopes_tell_what_is_wrong(submission, reference, rng):
    """The slopes are 2 and 3, 2 and 2 with a wrong Hessian, 1 and 1 with a gradient wrong along the direction."""
    found = []
    for what in rng.permutation(["nothing", "Hessian", "gradient", "the gradient across", "Hessian", "gradient"]):
        (f, g, H), x0, d = valley(rng, rng.choice([-1.0, 1.0]))
        # So large that no other remainder counts beside it.
        size = 4 * rng.choice([-1, 1]) * np.linalg.norm(H(x0))
        tilt = {"gradient": size * d, "the gradient across": size * np.array([-d[1], d[0]])}.get(what, 0 * d)
        bend = size * np.eye(2) * (what == "Hessian")
        right = {"Hessian": (2, 2), "gradient": (1, 1)}.get(what, (2, 3))
        found.append((slopes(submission, reference, f, plus(g, tilt), plus(H, bend), x0, d, DISTANCES), right))
    for value, right in found:
        look_at(value, right)


@points(2.5, after="test_slopes_tell_what_is_wrong", why="more variables than can be told by a diagonal")
def test_slopes(submission, reference, rng):
    """The slopes are 2 and 3 in three variables, be f above or below its models."""
    found = []
    for sign in (1.0, -1.0):
        (f, g, H), x0 = landscape(rng, 3, sign), draw(rng, 3)
        found.append(slopes(submission, reference, f, g, H, x0, along(rng, f, x0), DISTANCES))
    for value in found:
        look_at(value, (2, 3))


def plus(function, number):
    """Return a function that is another one and a number."""
    return lambda x: function(x) + number


@points(1, after="test_slopes_tell_what_is_wrong", why="a gradient is looked at along a direction alone")
def test_slopes_look_along_the_direction_alone(submission, reference, rng):
    """A gradient that is wrong across the direction is not noticed along it."""
    (f, g, H), x0, d = valley(rng)
    look_at(slopes(submission, reference, f, plus(g, np.array([-d[1], d[0]])), H, x0, d, DISTANCES), (2, 3))


@points(0.5, after="test_slopes_tell_what_is_wrong", why="what may come in beside ordinary numbers")
def test_slopes_of_other_numbers(submission, reference, rng):
    """The slopes are right for whole, tiny, huge, sliced and float32 numbers, and in any number of variables."""
    kinds = list(distances(rng))
    cases = [(*case, kinds[n]) for n, case in enumerate(edges(rng, "n", "n", "n", "n n", "")) if np.any(case[1])]
    for x0, ts in ((np.array([2, -1, 1]), DISTANCES), (draw(rng, 3), np.array([4, 1, 2]))):
        cases.append((x0, rng.uniform(0.4, 0.9, size=3), draw(rng, 3), draw(rng, 3, 3), 1.0, ts))
    for x0, d, slope, half, value, ts in cases:
        about = cubic(rng, x0, d, ts, value, slope, half)
        look_at(slopes(submission, reference, *about, x0, d, ts), reference.remainder_slopes(*about, x0, d, ts))
    x0, d, ts = (array.astype(np.float32) for array in (draw(rng, 3), draw(rng, 3), DISTANCES))
    about = cubic(rng, x0, d, ts, 1.0, draw(rng, 3), draw(rng, 3, 3))
    exact = [array.astype(float) for array in (x0, d, ts)]
    look_at(slopes(submission, reference, *about, x0, d, ts), reference.remainder_slopes(*about, *exact))
