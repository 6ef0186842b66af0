"""Hidden tests: 4 points for each of the six functions, and 1 for how height, gradient and Hessian fit together."""

import numpy as np

from autograder import agree, expect, points

SHAPES = [(12,), (3, 5), (2, 2)]
MATRIX_SIZES = [2, 3, 1]
ANGLES = 24  # for every function that is walked round here, enough, and none of them a zero


def draw(rng, *shape):
    """Return numbers of random sign whose sizes lie between 0.4 and 1.6."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.4, 1.6, size=shape)


def other_inputs(rng):
    """Yield x, y and a tolerance: broadcast, single numbers, slices, transposes, whole numbers, float32."""
    yield draw(rng, 4, 1), draw(rng, 3), 1e-9
    yield 0.5, draw(rng, 2, 3), 1e-9
    yield np.array(rng.uniform(0.4, 1.6)), np.array(rng.uniform(0.4, 1.6)), 1e-9
    yield rng.uniform(0.4, 1.6), rng.uniform(0.4, 1.6), 1e-9
    yield draw(rng, 10)[::2], draw(rng, 3, 10)[:, 1::2], 1e-9
    yield draw(rng, 3, 4).T, draw(rng, 4, 3), 1e-9
    yield rng.integers(1, 7, size=6), rng.integers(-6, 0, size=6), 1e-9
    yield draw(rng, 8).astype(np.float32), draw(rng, 8).astype(np.float32), 1e-4


def agree_on_other_inputs(function, right, rng):
    for x, y, tol in other_inputs(rng):
        agree(function(x, y), right(x, y), tol=tol)


def agree_entry_by_entry(got, expected, what):
    """Hold each entry against its own size, so that large ones do not cover small ones."""
    got = expect(got, expected.shape)
    for at in np.ndindex(expected.shape):
        agree(got[at], expected[at], what=f"entry {list(at)} of {what}")


# The height


@points(2)
def test_height_values(submission, reference, rng):
    """The height is right at random points."""
    for shape in SHAPES:
        x, y = draw(rng, *shape), draw(rng, *shape)
        agree(submission.monkey_saddle(x, y), reference.monkey_saddle(x, y))


@points(1)
def test_height_of_other_inputs(submission, reference, rng):
    """The height is right for inputs that broadcast, single numbers, slices, whole numbers and float32."""
    agree_on_other_inputs(submission.monkey_saddle, reference.monkey_saddle, rng)


@points(1, after="test_height_values")
def test_height_symmetry(submission, rng):
    """The height is the same after a third of a turn, and the opposite after half a turn."""
    x, y = draw(rng, 9), draw(rng, 9)
    turned = np.exp(2j * np.pi / 3) * (x + 1j * y)
    height = expect(submission.monkey_saddle(x, y), (9,))
    agree(submission.monkey_saddle(turned.real, turned.imag), height, what="the height after a third of a turn")
    agree(submission.monkey_saddle(-x, -y), -height, what="the height after half a turn")


# The gradient


@points(2)
def test_gradient_values(submission, reference, rng):
    """The gradient is right at random points."""
    for shape in SHAPES:
        x, y = draw(rng, *shape), draw(rng, *shape)
        agree(submission.monkey_saddle_grad(x, y), reference.monkey_saddle_grad(x, y))


@points(1)
def test_gradient_of_other_inputs(submission, reference, rng):
    """The gradient is right for inputs that broadcast, single numbers, slices, whole numbers and float32."""
    agree_on_other_inputs(submission.monkey_saddle_grad, reference.monkey_saddle_grad, rng)


@points(1)
def test_gradient_of_badly_scaled_points(submission, reference, rng):
    """The gradient is right in each entry where x is about a million and y about a thousandth, and 0 at the origin."""
    origin = np.zeros(1)
    agree(submission.monkey_saddle_grad(origin, origin), np.zeros((1, 2)))
    x, y = 1e6 * rng.uniform(0.4, 1.6, size=4), 1e-3 * draw(rng, 4)
    right = reference.monkey_saddle_grad(x, y)
    agree_entry_by_entry(submission.monkey_saddle_grad(x, y), right, "the gradients at 4 badly scaled points")


# The Hessian


@points(2)
def test_hessian_values(submission, reference, rng):
    """The Hessian is right at random points, and its eigenvalues are of opposite sign and equal size there."""
    for shape in SHAPES:
        x, y = draw(rng, *shape), draw(rng, *shape)
        H = submission.monkey_saddle_hess(x, y)
        agree(H, reference.monkey_saddle_hess(x, y))
        size = 6 * np.hypot(x, y)
        eigenvalues = np.linalg.eigvalsh(expect(H, (*shape, 2, 2)))
        agree(eigenvalues, np.stack([-size, size], axis=-1), what="the eigenvalues of the Hessian")


@points(1)
def test_hessian_of_other_inputs(submission, reference, rng):
    """The Hessian is right for inputs that broadcast, single numbers, slices, whole numbers and float32."""
    agree_on_other_inputs(submission.monkey_saddle_hess, reference.monkey_saddle_hess, rng)


@points(1)
def test_hessian_at_the_origin_and_far_from_it(submission, reference, rng):
    """Every entry of the Hessian is 0 at the origin, and right where x is about a million and y about a thousandth."""
    origin = np.zeros(1)
    agree(submission.monkey_saddle_hess(origin, origin), np.zeros((1, 2, 2)))
    x, y = 1e6 * rng.uniform(0.4, 1.6, size=3), 1e-3 * draw(rng, 3)
    right = reference.monkey_saddle_hess(x, y)
    agree_entry_by_entry(submission.monkey_saddle_hess(x, y), right, "the Hessians at 3 badly scaled points")


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
    cases = []
    for n in MATRIX_SIZES:
        sizes = rng.uniform(0.4, 1.6, size=n)
        cases += [(sizes, "minimum"), (-sizes, "maximum")]
    # Traces and determinants of either sign.
    one, two, three = rng.uniform(0.4, 1.6, size=3)
    mixed = [(5 * one, -two), (one, -5 * two), (3 + one, -two, -three), (one, two, -3 - three), (one, two, -one, -two)]
    cases = turned(rng, [*cases, *((eigenvalues, "saddle") for eigenvalues in mixed)])
    whole = [([[1, 3], [3, 2]], "saddle"), ([[-2, 1], [1, -3]], "maximum")]
    agree_on_words(submission, cases + [(np.array(H), np.linalg.eigvalsh(H), word) for H, word in whole])


@points(1)
def test_words_where_an_eigenvalue_is_zero(submission, rng):
    """Eigenvalues that are 0 make it inconclusive, unless others have both signs: then it is a saddle."""
    one, two, three = rng.uniform(0.4, 1.6, size=3)
    flat = [((0,) * n, "inconclusive") for n in (2, 1, 3)]
    flat += [((2, 0), "inconclusive"), ((0, -2), "inconclusive"), ((2, 0, -2), "saddle")]
    cases = [((one, 0, -two), "saddle"), ((one, two, 0), "inconclusive"), ((0, -one, 0), "inconclusive")]
    cases += [((0, one, 0, -two, 0), "saddle"), ((-one, -two, -three), "maximum")]
    agree_on_words(submission, diagonal(flat) + turned(rng, cases))


@points(1)
def test_words_are_relative(submission, rng):
    """What counts as 0 is measured against the largest eigenvalue, for small and large matrices alike."""
    cases = []
    for scale in rng.uniform(0.4, 1.6) * np.array([1.0, 1e-12, 1e12]):
        small, tiny = 1e-5 * scale, 1e-12 * scale
        cases += [((scale, small), "minimum"), ((-scale, -small, -scale), "maximum"), ((scale, -small), "saddle")]
        cases += [((scale, tiny), "inconclusive"), ((scale, -tiny), "inconclusive")]
    agree_on_words(submission, diagonal(cases))


# The sign changes


def monkey(x, y):
    return x**3 - 3 * x * y**2


WALKS = [
    ("x³ − 3xy²", monkey, 6),
    ("x² − y²", lambda x, y: x**2 - y**2, 4),
    ("x⁴ + y⁴", lambda x, y: x**4 + y**4, 0),
    ("x³", lambda x, y: x**3, 2),
    ("−x² − y²", lambda x, y: -(x**2) - y**2, 0),
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
    """The sign changes of eight functions are counted right, wherever on the circle they lie."""
    agree_on_counts(submission, [(((f,), {"n": ANGLES}), count, formula) for formula, f, count in WALKS])


@points(1)
def test_changes_of_turned_functions(submission, rng):
    """Turning a function about the origin does not change the count: the circle has no first and no last point."""
    step = 2 * np.pi / ANGLES
    walks = []
    for power in rng.permutation([1, 2, 3, 4, 5]).tolist():
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

    formula = f"x³ − 3xy² + {slope:.2f}x"
    walks = [(((tilted,), {}), 2, f"{formula} with the default radius")]
    for radius, count in [(1.0, 6), (0.2, 2), (2.0, 6)]:
        walks.append((((tilted, radius, ANGLES), {}), count, f"{formula} with radius={radius}"))
    for n, count in [(4, 2), (5, 4), (7, 6)]:
        walks.append((((monkey,), {"n": n}), count, f"x³ − 3xy² that n={n} angles show"))
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
        for surface in [*pieces, np.concatenate(pieces)]:  # all together, for a surface may be drawn in pieces
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
