"""Hidden tests: 4 points for each of the six functions, and 1 for how height, gradient and Hessian fit together."""

import numpy as np

from autograder import agree, draw, expect, points

SHAPE = (3, 5)  # of the points in the tests of values
ANGLES = 24  # for every function that is walked round here, enough, and none of them a zero


def other_inputs(rng):
    """Yield x, y and a tolerance: slices that broadcast, two numbers, a number and a transpose of ints, float32."""
    yield draw(rng, 8, 2)[::2, 1:], draw(rng, 6)[::2], 1e-9
    yield rng.uniform(0.4, 1.6), rng.uniform(-1.6, -0.4), 1e-9
    yield int(rng.integers(1, 7)), rng.integers(-6, 0, size=(3, 2)).T, 1e-9
    yield draw(rng, 2, 2).astype(np.float32), draw(rng, 2, 2).astype(np.float32), 1e-4


def agree_on_other_inputs(function, right, rng):
    calls = [(function(x, y), right(x, y), tol) for x, y, tol in other_inputs(rng)]
    for got, expected, tol in calls:
        agree(got, expected, tol=tol)


def origin_and_far_away(rng):
    """Return x and y of the origin and of 4 badly scaled points."""
    return np.append(0.0, 1e6 * rng.uniform(0.4, 1.6, size=4)), np.append(0.0, 1e-3 * draw(rng, 4))


def agree_on_origin_and_far_away(got, expected, what):
    """Hold each component against its own size, so that large ones do not cover small ones."""
    got = expect(got, expected.shape)
    agree(got[0], expected[0], what=f"the {what} at the origin")
    for at in np.ndindex(expected.shape[1:]):
        name = f"entry {list(at)} of the {what}, at each of 4 badly scaled points,"
        agree(got[1:][:, *at], expected[1:][:, *at], what=name)


# The height


@points(3)
def test_height_values(submission, reference, rng):
    """The height is right at random points, the same after a third of a turn, and the opposite after half a turn."""
    z = draw(rng, 5) + 1j * draw(rng, 5)
    z = np.stack([z, np.exp(2j * np.pi / 3) * z, -z])
    height = submission.monkey_saddle(z.real, z.imag)
    agree(height, reference.monkey_saddle(z.real, z.imag))
    start, third, half = expect(height, z.shape)
    agree(third, start, what="the height after a third of a turn")
    agree(half, -start, what="the height after half a turn")


@points(1)
def test_height_of_other_inputs(submission, reference, rng):
    """The height is right for inputs that broadcast, single numbers, slices, whole numbers and float32."""
    agree_on_other_inputs(submission.monkey_saddle, reference.monkey_saddle, rng)


# The gradient


@points(2)
def test_gradient_values(submission, reference, rng):
    """The gradient is right at random points."""
    x, y = draw(rng, *SHAPE), draw(rng, *SHAPE)
    agree(submission.monkey_saddle_grad(x, y), reference.monkey_saddle_grad(x, y))


@points(1)
def test_gradient_of_other_inputs(submission, reference, rng):
    """The gradient is right for inputs that broadcast, single numbers, slices, whole numbers and float32."""
    agree_on_other_inputs(submission.monkey_saddle_grad, reference.monkey_saddle_grad, rng)


@points(1)
def test_gradient_of_badly_scaled_points(submission, reference, rng):
    """The gradient is right in each entry where x is about a million and y about a thousandth, and 0 at the origin."""
    x, y = origin_and_far_away(rng)
    right = reference.monkey_saddle_grad(x, y)
    agree_on_origin_and_far_away(submission.monkey_saddle_grad(x, y), right, "gradient")


# The Hessian


@points(2)
def test_hessian_values(submission, reference, rng):
    """The Hessian is right at random points, and its eigenvalues are of opposite sign and equal size there."""
    x, y = draw(rng, *SHAPE), draw(rng, *SHAPE)
    H = submission.monkey_saddle_hess(x, y)
    agree(H, reference.monkey_saddle_hess(x, y))
    size = 6 * np.hypot(x, y)
    eigenvalues = np.linalg.eigvalsh(expect(H, (*SHAPE, 2, 2)))
    agree(eigenvalues, np.stack([-size, size], axis=-1), what="the eigenvalues of the Hessian")


@points(1)
def test_hessian_of_other_inputs(submission, reference, rng):
    """The Hessian is right for inputs that broadcast, single numbers, slices, whole numbers and float32."""
    agree_on_other_inputs(submission.monkey_saddle_hess, reference.monkey_saddle_hess, rng)


@points(1)
def test_hessian_at_the_origin_and_far_from_it(submission, reference, rng):
    """Every entry of the Hessian is 0 at the origin, and right where x is about a million and y about a thousandth."""
    x, y = origin_and_far_away(rng)
    right = reference.monkey_saddle_hess(x, y)
    agree_on_origin_and_far_away(submission.monkey_saddle_hess(x, y), right, "Hessian")


@points(1, after="test_hessian_values")
def test_they_fit_together(submission, rng):
    """The gradient along (x, y) is three times the height, and the Hessian times (x, y) is twice the gradient."""
    x, y = draw(rng, 10), draw(rng, 10)
    place = np.stack([x, y], axis=-1)
    height = expect(submission.monkey_saddle(x, y), (10,))
    gradient = expect(submission.monkey_saddle_grad(x, y), (10, 2))
    H = expect(submission.monkey_saddle_hess(x, y), (10, 2, 2))
    agree(np.einsum("pij,pj->pi", H, place), 2 * gradient, what="the Hessian times (x, y), beside twice the gradient,")
    agree(np.sum(gradient * place, axis=-1), 3 * height, what="x ∂f/∂x + y ∂f/∂y, beside three times the height,")


# The words


def rotated(rng, eigenvalues):
    """Return a symmetric matrix with these eigenvalues, whose axes are none of the coordinate axes."""
    n = len(eigenvalues)
    Q = np.linalg.qr(rng.normal(size=(n, n)))[0]
    H = Q @ np.diag(eigenvalues) @ Q.T
    return (H + H.T) / 2


def agree_on_words(submission, cases):
    """Hold the words for matrices against the right ones. ``cases`` has triples: matrix, its eigenvalues, the word."""
    words = [submission.classify_critical_point(H) for H, _, _ in cases]  # all of them, for they tell mistakes apart
    for word, (_, eigenvalues, right) in zip(words, cases, strict=True):
        numbers = ", ".join(format(value + 0.0, ".3g") for value in eigenvalues)
        agree(word, right, what=f"the word for a matrix with eigenvalues {numbers}")


def turned(rng, cases):
    """Return the triples of pairs of eigenvalues and a word, with matrices that are not diagonal."""
    return [(rotated(rng, np.array(eigenvalues)), eigenvalues, word) for eigenvalues, word in cases]


def diagonal(cases):
    """Return the triples of pairs of eigenvalues and a word, with diagonal matrices, where eigenvalues do not round."""
    return [(np.diag(np.array(eigenvalues, dtype=float)), eigenvalues, word) for eigenvalues, word in cases]


@points(2)
def test_words_of_clear_cases(submission, rng):
    """Minimum, maximum and saddle are told apart where no eigenvalue is 0, from 1 by 1 to 4 by 4 matrices."""
    one, two, three = rng.uniform(0.4, 1.6, size=3)
    cases = [((-one,), "maximum"), ((one, two), "minimum"), ((-one, -two, -three), "maximum")]
    cases = turned(rng, [*cases, ((one, two, -one, -two - three), "saddle")])  # its determinant is positive
    whole = np.array([[1, 3], [3, 2]])
    agree_on_words(submission, [*cases, (whole, np.linalg.eigvalsh(whole), "saddle")])


@points(1)
def test_words_where_an_eigenvalue_is_zero(submission, rng):
    """Eigenvalues that are 0 make it inconclusive, unless others have both signs: then it is a saddle."""
    one, two, three = rng.uniform(0.4, 1.6, size=3)
    flat = diagonal([((0, 0), "inconclusive"), ((0, -2), "inconclusive")])
    # In the last none is 0: it tells apart those who err about zeros from those who err about determinants.
    agree_on_words(submission, flat + turned(rng, [((one, 0, -two), "saddle"), ((-one, -two, -three), "maximum")]))


@points(1)
def test_words_are_relative(submission, rng):
    """What counts as 0 is measured against the largest eigenvalue, for small and large matrices alike."""
    small, large = rng.uniform(0.4, 1.6) * np.array([1e-12, 1e12])
    cases = [((-small, -1.5e-8 * small, -small), "maximum")]
    cases += [((-large, -7e-9 * large), "inconclusive"), ((large, -1e-12 * large), "inconclusive")]
    agree_on_words(submission, diagonal(cases))


# The sign changes


def monkey(x, y):
    return x**3 - 3 * x * y**2


WALKS = [
    ("x³ − 3xy²", monkey, 6),
    ("x² − y²", lambda x, y: x**2 - y**2, 4),
    ("x⁴ + y⁴", lambda x, y: x**4 + y**4, 0),
    ("x³", lambda x, y: x**3, 2),
    ("y", lambda x, y: y, 2),
    ("xy", lambda x, y: x * y, 4),
    ("3x²y − y³", lambda x, y: 3 * x**2 * y - y**3, 6),
]


def agree_on_counts(submission, walks):
    """Hold counts against the right ones. ``walks`` has triples: arguments of a call, the count, a description."""
    counts = [submission.sign_changes(*args, **options) for (args, options), _, _ in walks]  # all, as for the words
    for count, (_, right, description) in zip(counts, walks, strict=True):
        agree(count, right, what=f"the number of sign changes of {description}")


@points(2)
def test_changes_of_known_functions(submission):
    """The sign changes of seven functions are counted right, wherever on the circle they lie."""
    agree_on_counts(submission, [(((f,), {"n": ANGLES}), count, formula) for formula, f, count in WALKS])


@points(1)
def test_changes_of_turned_functions(submission, rng):
    """Turning a function about the origin does not change the count: the circle has no first and no last point."""
    step = 2 * np.pi / ANGLES
    walks = []
    for power in (1, 5):
        # One change lies between the last angle and the first.
        turn = 1j * np.exp(1j * power * step * rng.uniform(-0.35, 0.35))

        def function(x, y, power=power, turn=turn):
            return (turn * (x + 1j * y) ** power).real

        walks.append((((function,), {"n": ANGLES}), 2 * power, f"a turned function that has {2 * power}"))
    agree_on_counts(submission, walks)


@points(1)
def test_changes_depend_on_radius_and_n(submission, rng):
    """The circle has the radius asked for, 0.1 if none is, and the walk looks at the n angles of the statement."""
    slope = rng.uniform(0.3, 0.8)

    def tilted(x, y):
        return x**3 - 3 * x * y**2 + slope * x

    def peaks(x, y):
        """Positive near the angles 0 and π/2 alone; with n=5, none of the five comes close to them."""
        return np.maximum(x, y) - 0.099

    formula = f"x³ − 3xy² + {slope:.2f}x"
    walks = [(((tilted,), {}), 2, f"{formula} with the default radius")]
    walks.append((((tilted, 1.0, ANGLES), {}), 6, f"{formula} with radius=1.0"))
    walks.append((((peaks,), {"n": 5}), 0, "max(x, y) − 0.099 that n=5 angles show"))
    agree_on_counts(submission, walks)


# The figure


def frames(submission):
    """Return the three-dimensional axes of the student's figure in which points are drawn."""
    figure = submission.plot_monkey_saddle()
    axes = getattr(figure, "axes", None)
    assert isinstance(axes, list), "plot_monkey_saddle() gave no matplotlib figure."
    shown = [one for one in axes if solids(one)]
    assert shown, "plot_monkey_saddle() drew no surface in three dimensions."
    return shown


def solids(axes):
    """Return the points of each surface in some axes as arrays of shape (points, 3)."""
    each = [np.stack([one.x, one.y, one.z], axis=-1) for one in axes.surfaces if one.z is not None]
    return [points[np.isfinite(points).all(axis=-1)] for points in each]


def right_surfaces(submission, reference):
    """Return the surfaces of at least 100 points, some in each quadrant, that have the monkey saddle's height."""
    found = []
    for axes in frames(submission):
        pieces = solids(axes)
        whole = [np.concatenate(pieces)] if len(pieces) > 1 else []  # for a surface may be drawn in pieces
        for surface in pieces + whole:
            x, y, z = surface.T
            height = reference.monkey_saddle(x, y)
            wide = all(np.sum((a * x > 0) & (b * y > 0)) >= 10 for a in (-1, 1) for b in (-1, 1))
            if wide and len(x) >= 100 and np.all(np.abs(z - height) <= 1e-6 * np.maximum(1, np.abs(height))):
                found.append(surface)
    return found


@points(2)
def test_figure_shows_the_surface(submission, reference):
    """The figure shows a surface of at least 100 points, all of them at the height of the monkey saddle."""
    assert right_surfaces(submission, reference), (
        "No surface in the figure has at least 100 points, on all sides of the origin, "
        "that all lie at the height x³ − 3xy² over their x and y."
    )


@points(1, after="test_figure_shows_the_surface")
def test_figure_is_large_enough(submission, reference):
    """The surface reaches from -1 to 1, or beyond, in x and in y."""
    reach = max(min(*-one.min(axis=0)[:2], *one.max(axis=0)[:2]) for one in right_surfaces(submission, reference))
    assert reach >= 1 - 1e-9, (
        f"In some direction of x or y the surface reaches only {reach:.3g} from the origin; expected 1 or more in all."
    )


@points(1)
def test_figure_has_labels(submission):
    """All three axes of the figure have a label."""
    complete = [all(label.strip() for label in axes.labels) for axes in frames(submission)]
    assert any(complete), "Each of the three axes, x, y and z, needs a label."
