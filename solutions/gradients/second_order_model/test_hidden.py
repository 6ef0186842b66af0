"""Hidden tests: 9 points for the model, 6 for the slopes."""

import numpy as np

from autograder import agree, draw, expect, points

CLOSE = 0.25  # how near a slope has to be
DISTANCES = np.array([0.08, 0.02, 0.04])


def landscape(rng, n, sign=1.0):
    """Return a smooth function ± (exp(a·x) + |Bx|²/2 + c·x), its gradient and its Hessian."""
    a, c, B = draw(rng, n) / np.sqrt(n), draw(rng, n), draw(rng, n, n) / np.sqrt(n)
    Q = B.T @ B

    def f(x):
        return sign * (np.exp(a @ x) + x @ Q @ x / 2 + c @ x).item()

    def g(x):
        return sign * (np.exp(a @ x) * a + Q @ x + c)

    def H(x):
        return sign * (np.exp(a @ x) * np.outer(a, a) + Q)

    return f, g, H


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


@points(2)
def test_model_of_a_quadratic(submission, rng):
    """The model of a quadratic function is that function, also far away."""
    (f, g, H), x0 = quadratic(rng, 3), draw(rng, 3)
    m = model(submission, f, g, H, x0)
    for x in 4 * draw(rng, 2, 3):
        agree(m(x), f(x), what="taylor2(f, g, H, x0)(x), for a quadratic f,")


@points(1.5)
def test_model_of_other_numbers(submission, reference, rng):
    """The model is right at x0 itself, for one variable, at whole numbers, at float32 numbers, and at slices."""
    whole, single, strided = np.array([1, -2]), draw(rng, 1).astype(np.float32), draw(rng, 5)[::2]
    results = []
    for x0 in (whole, single, strided):
        about, exact = landscape(rng, x0.size), x0.astype(float)
        m, right = model(submission, *about, x0), reference.taylor2(*about, exact)
        results += [(m(x), right(x), x0.dtype) for x in (exact, exact + draw(rng, x0.size))]
    for value, right, dtype in results:
        agree(value, right, tol=1e-4 if dtype == np.float32 else 1e-9, what="taylor2(f, g, H, x0)(x)")


@points(1.5)
def test_what_the_model_leaves_over(submission, rng):
    """At a quarter of the distance, a sixty-fourth is left over."""
    (f, g, H), x0 = landscape(rng, 2), draw(rng, 2)
    m, direction = model(submission, f, g, H, x0), along(rng, f, x0)
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
    right = reference.taylor2(f, g, H, 1.0 * x0)
    with submission.replacing(taylor2=lambda f, g, H, x0: right):
        value = submission.remainder_slopes(f, g, H, x0, d, ts)
    value = list(value) if isinstance(value, np.ndarray) and value.ndim == 1 else value
    assert isinstance(value, tuple | list) and len(value) == 2, "remainder_slopes should return two numbers."
    return value


def look_at(value, right):
    """Check two slopes."""
    for got, wanted, name in zip(value, right, ("s1", "s2"), strict=True):
        slope = expect(got, what=name)
        assert abs(slope - wanted) <= CLOSE, f"{name} is {slope:.3g}; expected about {wanted}."


@points(2.5)
def test_slopes(submission, reference, rng):
    """The slopes are 2 and 3 where gradient and Hessian are right, be f above its models or below."""
    found = []
    for sign in (1.0, -1.0):
        (f, g, H), x0 = landscape(rng, 3, sign), draw(rng, 3)
        found.append(slopes(submission, reference, f, g, H, x0, along(rng, f, x0), DISTANCES))
    for value in found:
        look_at(value, (2, 3))


@points(2)
def test_slopes_tell_what_is_wrong(submission, reference, rng):
    """With a wrong Hessian the slopes are 2 and 2, with a wrong gradient 1 and 1."""
    (f, g, H), x0 = landscape(rng, 2), draw(rng, 2)
    d, size = along(rng, f, x0), 2 * np.linalg.norm(H(x0))  # so large that no other remainder counts beside it
    bent = slopes(submission, reference, f, g, lambda x: H(x) + size * np.eye(2), x0, d, DISTANCES)
    tilted = slopes(submission, reference, f, lambda x: g(x) + size * d, H, x0, d, DISTANCES)
    look_at(bent, (2, 2))
    look_at(tilted, (1, 1))


@points(1)
def test_slopes_look_along_the_direction_alone(submission, reference, rng):
    """A gradient that is wrong across the direction is not noticed along it."""
    (f, g, H), x0 = landscape(rng, 2), draw(rng, 2)
    d = along(rng, f, x0)
    across = np.array([-d[1], d[0]])
    look_at(slopes(submission, reference, f, lambda x: g(x) + across, H, x0, d, DISTANCES), (2, 3))


@points(0.5)
def test_slopes_of_other_numbers(submission, reference, rng):
    """The slopes are right for one variable, at whole numbers, and for two distances."""
    (f, g, H), x0 = landscape(rng, 1), np.array([rng.choice([-1, 1])])
    look_at(slopes(submission, reference, f, g, H, x0, np.array([1.0]), np.array([0.02, 0.1])), (2, 3))
