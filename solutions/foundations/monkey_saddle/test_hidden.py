"""Hidden tests: 4 points for each of the six functions, and 1 for how height, gradient and Hessian fit together."""

import numpy as np

from autograder import agree, agree_on, draw, expect, points
from autograder.kit.beside import another_surface
from autograder.kit.solids import is_filled

SHAPE = (3, 5)  # of the points in the tests of values
ANGLES = 24  # for every function that is walked round here, enough, and none of them a zero


def whole(rng):
    """Return 6 whole numbers in ascending order, with a 0; in memory they stand backwards."""
    return np.cumsum([-3, 3, *rng.shared.integers(1, 4, size=4)])[::-1].copy()[::-1]


def equal(rng, sign):
    """Return 53 equal numbers of a sign, along the first of three axes, as a slice."""
    return np.full((106, 1, 1), sign * (rng.shared.integers(2, 5) + 0.25))[::2]


def other_inputs(rng):
    """Yield x, y and a tolerance: arrays that broadcast, one or both whole; numbers beside arrays; float32; a 0."""
    yield whole(rng), equal(rng, 1), 1e-9
    yield whole(rng), whole(rng)[::-1], 1e-9
    yield equal(rng, -1), int(rng.shared.integers(2, 7)), 1e-9
    yield rng.shared.integers(1, 5) + 0.25, whole(rng), 1e-9
    yield int(rng.shared.integers(1, 7)), int(rng.shared.integers(-6, 0)), 1e-9
    yield np.float32([[3, 1]]), np.float32(rng.uniform(0.4, 1.6) * np.array([[-0.5, -1.5]])), 1e-4
    yield rng.uniform(1, 2) * np.array([1, -1]), rng.uniform(1, 2) * np.array([1, -0.5]), 1e-9
    yield np.zeros((1, 1)), np.zeros((1, 1)), 1e-9


def agree_on_other_inputs(function, right, rng):
    inputs = list(other_inputs(rng))
    values = list(function.each([(x, y) for x, y, _ in inputs]))  # all of them, for they tell mistakes apart
    for got, (x, y, tol) in zip(values, inputs, strict=True):
        agree(got, right(x, y), tol=tol)


def huge(rng, *shape):
    """Return whole numbers of some millions, in Fortran's order, with a row and a column of 0; their sum is 0."""
    values = np.asfortranarray(np.rint(2e6 * rng.shared.choice([-1, 1], shape) * rng.uniform(1, 2, shape)))
    values[0] = values[:, 0] = 0
    values[1, 1] = values[1, 2]
    values[2, 3] -= values.sum()
    return values


def badly_scaled(rng):
    """Yield x and y, of which one is huge, and the other tiny; at some points both are 0."""
    yield huge(rng, 4, 53), 1e-14 * huge(rng, 4, 53)
    yield 1e-14 * huge(rng, 5, 5), huge(rng, 5, 5)


def agree_on_badly_scaled(function, right, rng, what):
    """Hold each component against its own size, so that large ones do not cover small ones."""
    pairs = list(badly_scaled(rng))
    for value, pair in zip(function.each(pairs), pairs, strict=True):
        expected = right(*pair)
        got = expect(value, expected.shape)
        agree(got[0, 0], expected[0, 0], what=f"the {what} at the origin")
        for at in np.ndindex(expected.shape[2:]):
            name = f"entry {list(at)} of the {what}, at badly scaled points,"
            agree(got[:, :, *at], expected[:, :, *at], what=name)


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
    """The height is right for inputs that broadcast, numbers, slices, whole, float32, huge and tiny ones, and zeros."""
    agree_on_other_inputs(submission.monkey_saddle, reference.monkey_saddle, rng)
    halves = rng.shared.integers(1, 5) + 0.25, np.array([2.0, -1, 3])
    pairs = (huge(rng, 5, 5), huge(rng, 5, 5)), (1e-14 * huge(rng, 4, 53), 1e-14 * huge(rng, 4, 53)), halves
    agree_on(submission.monkey_saddle, reference.monkey_saddle, pairs)


# The gradient


@points(2)
def test_gradient_values(submission, reference, rng):
    """The gradient is right at random points."""
    x, y = draw(rng, *SHAPE), draw(rng, *SHAPE)
    agree(submission.monkey_saddle_grad(x, y), reference.monkey_saddle_grad(x, y))


@points(1)
def test_gradient_of_other_inputs(submission, reference, rng):
    """The gradient is right for inputs that broadcast, single numbers, slices, whole numbers, float32, and a 0."""
    agree_on_other_inputs(submission.monkey_saddle_grad, reference.monkey_saddle_grad, rng)


@points(1)
def test_gradient_of_badly_scaled_points(submission, reference, rng):
    """The gradient is right in each entry where x or y is huge and the other tiny, and 0 at the origin."""
    agree_on_badly_scaled(submission.monkey_saddle_grad, reference.monkey_saddle_grad, rng, "gradient")


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
    """The Hessian is right for inputs that broadcast, single numbers, slices, whole numbers, float32, and a 0."""
    agree_on_other_inputs(submission.monkey_saddle_hess, reference.monkey_saddle_hess, rng)


@points(1)
def test_hessian_at_the_origin_and_far_from_it(submission, reference, rng):
    """Every entry of the Hessian is 0 at the origin, and right where x or y is huge and the other tiny."""
    agree_on_badly_scaled(submission.monkey_saddle_hess, reference.monkey_saddle_hess, rng, "Hessian")


@points(1, after="test_hessian_values", why="It holds a Hessian against what it is for.")
def test_they_fit_together(submission, reference, rng):
    """The Hessian times (x, y) is twice the gradient, and along (x, y) it is six times the height."""
    x, y = draw(rng, 10), draw(rng, 10)
    place = np.stack([x, y], axis=-1)
    product = np.einsum("pij,pj->pi", expect(submission.monkey_saddle_hess(x, y), (10, 2, 2)), place)
    agree(product, 2 * reference.monkey_saddle_grad(x, y), what="the Hessian times (x, y), beside twice the gradient,")
    along = np.sum(product * place, axis=-1)
    agree(along, 6 * reference.monkey_saddle(x, y), what="the Hessian along (x, y), beside six times the height,")


# The words


def rotated(rng, eigenvalues):
    """Return a symmetric matrix with these eigenvalues, whose axes are none of the coordinate axes."""
    n = len(eigenvalues)
    Q = np.linalg.qr(rng.own.normal(size=(n, n)))[0]
    H = Q @ np.diag(eigenvalues) @ Q.T
    return (H + H.T) / 2


def agree_on_words(submission, rng, cases):
    """Hold the words for matrices, in a drawn order, against the right ones. ``cases`` has pairs: matrix, word.

    Two more differ less than those of two students do: what another one was told does not help.
    """
    bowl = rotated(rng, np.array([1, 2, 1e-4]))
    bent = np.linalg.eigh(bowl)[1][:, 0]
    close = [(bowl, "minimum"), (bowl - 2e-4 * np.outer(bent, bent), "saddle")]
    cases = [[*cases, *close][number] for number in rng.permutation(len(cases) + len(close))]
    found = list(submission.classify_critical_point.each([(H,) for H, _ in cases]))  # all: together they tell more
    for word, (H, right) in zip(found, cases, strict=True):
        numbers = ", ".join(format(value + 0.0, ".3g") for value in np.linalg.eigvalsh(H)[:4])
        agree(word, right, what=f"the word for a {len(H)} by {len(H)} matrix with eigenvalues {numbers}")


def diagonal(*eigenvalues):
    """Return a matrix of which these are the eigenvalues, for they do not round."""
    return np.diag(np.array(eigenvalues, dtype=float))


@points(2)
def test_words_of_clear_cases(submission, rng):
    """Minimum, maximum and saddle are told apart where no eigenvalue is 0, from 1 by 1 to 53 by 53 matrices."""
    one, two, three = rng.own.uniform(0.4, 1.6, size=3)
    sign = rng.choice([-1, 1])
    number = np.full((1, 1), sign * one, dtype=np.float32), "minimum" if sign > 0 else "maximum"
    many = rotated(rng, rng.own.uniform(0.4, 1.6, size=53)), "minimum"
    saddle = rotated(rng, np.array([one, two, -one, -two - three]))[::-1, ::-1]  # its determinant is positive
    cases = [number, many, (np.array([[1, 3], [3, 2]]), "saddle"), (saddle, "saddle")]
    cases.append((rotated(rng, -np.array([one, two, three])), "maximum"))
    for word, signs in 3 * [("minimum", (1, 1, 1, 1)), ("maximum", (-1, -1, -1, -1)), ("saddle", (1, -1, -1, 1))]:
        cases.append((rotated(rng, rng.own.uniform(0.4, 1.6, size=4) * signs), word))  # so that the size tells nothing
    agree_on_words(submission, rng, cases)


@points(1, after="test_words_of_clear_cases")
def test_words_where_an_eigenvalue_is_zero(submission, rng):
    """Eigenvalues that are 0 make it inconclusive, unless others have both signs: then it is a saddle."""
    one, two, three = rng.own.uniform(0.4, 1.6, size=3) * rng.choice([-1, 1])
    both = np.zeros((4, 4))
    both[:2, :2], both[3, 3] = one, -two
    flat = [diagonal(0, 0), np.full((2, 2), one), -three * np.array([[1, -1], [-1, 1]])]
    agree_on_words(submission, rng, [(both, "saddle"), *((H, "inconclusive") for H in flat)])


@points(1, after="test_words_of_clear_cases")
def test_words_are_relative(submission, rng):
    """What counts as 0 is measured against the largest eigenvalue, for small and large matrices alike."""
    small, large = 2.0 ** -rng.integers(38, 42), 1e12 * rng.own.uniform(0.4, 1.6)
    nearly = 1 - 2.5e-8  # so that one eigenvalue is 1.25e-8 of both others; float32 does not know it from 1
    more_nearly = 1 - 1.4e-8  # 7e-9 of the larger eigenvalue, and yet more than 1e-8 of the largest entry
    cases = [
        (-small * np.array([[1, nearly, 0], [nearly, 1, 0], [0, 0, 2]]), "maximum"),
        (-large * np.array([[1, more_nearly], [more_nearly, 1]]), "inconclusive"),
        (diagonal(-small), "maximum"),
    ]
    agree_on_words(submission, rng, [*cases, (diagonal(large, -1e-12 * large), "inconclusive")])


# The sign changes


def monkey(x, y):
    return x**3 - 3 * x * y**2


POWERS = [2, 3, 4, 5, 6]
WALKS = [
    ("x³ − 3xy²", monkey, 6),
    ("x² − y²", lambda x, y: x**2 - y**2, 4),
    ("−x⁴ − y⁴", lambda x, y: -(x**4) - y**4, 0),
    ("y", lambda x, y: y, 2),
    ("xy", lambda x, y: x * y, 4),
]


def agree_on_counts(submission, rng, walks):
    """Hold counts, in a drawn order, against the right ones: ``walks`` has arguments of a call, count, description."""
    walks = [walks[number] for number in rng.permutation(len(walks))]
    counts = [submission.sign_changes(*args, **options) for (args, options), _, _ in walks]  # all, as for the words
    for count, (_, right, description) in zip(counts, walks, strict=True):
        agree(count, right, what=f"the number of sign changes of {description}")


@points(2)
def test_changes_of_known_functions(submission, rng):
    """The sign changes of five functions are counted right, wherever on the circle they lie."""
    agree_on_counts(submission, rng, [(((f,), {"n": ANGLES}), count, formula) for formula, f, count in WALKS])


@points(1, after="test_changes_of_known_functions", why="Here the circle closes amid a change, at drawn angles.")
def test_changes_of_turned_functions(submission, rng):
    """Turning a function about the origin does not change the count: the circle has no first and no last point."""
    power = int(rng.choice(POWERS))
    # One change lies between the last angle and the first.
    turn = 1j * np.exp(1j * power * 2 * np.pi / ANGLES * rng.uniform(-0.35, 0.35))

    def function(x, y):
        return (turn * ((x + 1j * y) / np.hypot(x, y)) ** power).real

    agree_on_counts(
        submission, rng, [(((function,), {"n": ANGLES}), 2 * power, f"a turned function that has {2 * power}")]
    )


def tilted(share, radius):
    """Return x³ − 3xy² + kx for k = share · radius²; on a circle of radius r it has 6 changes where k < 3r², or 2."""
    return lambda x, y: x**3 - 3 * x * y**2 + share * radius**2 * x


@points(1, after="test_changes_of_known_functions")
def test_changes_depend_on_radius_and_n(submission, rng):
    """The circle has the radius asked for, 0.1 if none is, and the walk looks at the n angles of the statement."""
    share = rng.uniform(1.2, 1.4)
    far, near = 2e6 * rng.uniform(1, 1.2), 1e-9 * rng.uniform(1, 1.2)
    beyond = tilted(share, far)
    # Each of these has another count on a circle of a tenth, a half, twice or ten times the radius.
    walks = [
        (((tilted(share, 0.1),), {}), 6, "a function with the default radius"),
        (((lambda x, y: np.where(beyond(x, y) > 0, 3_000_000, -2_000_000), far, 1201), {}), 6, "a function far away"),
        (((tilted(3 * share, near), near), {"n": ANGLES}), 2, "a function very near the origin"),
        (((lambda x, y: x**2 + y**2 - 0.01 + 1e-13, 0.1, 720), {}), 0, "x² + y² − 0.01 + 10⁻¹³ with radius=0.1, n=720"),
        (((lambda x, y: monkey(x, y) - 5e-4,), {"n": 5}), 4, "x³ − 3xy² − 0.0005 that n=5 angles show"),  # n=4 shows 2
    ]
    agree_on_counts(submission, rng, walks)


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
    """Return the points inside the axes, shape (points, 3), of each surface that fills a tenth of them, or more."""
    large = [one for one in axes.surfaces if one.z is not None and min(axes.shares(one)) >= 0.1]
    each = [np.stack([one.x, one.y, one.z], axis=-1)[axes.inside(one)] for one in large]
    return [points[np.isfinite(points).all(axis=-1)] for points in each]


def are_right(points_, reference):
    """Say which points, shape (points, 3), have the monkey saddle's height."""
    x, y, z = points_.T
    height = reference.monkey_saddle(x, y)
    return np.abs(z - height) <= 1e-6 * np.maximum(1, np.abs(height))


def right_surfaces(submission, reference):
    """Return the surfaces of at least 100 points, some in each quadrant, that have the monkey saddle's height."""
    found = []
    for axes in frames(submission):
        assert not any(surface.is_tangled for surface in axes.surfaces), (
            "The cells of your surface lie across one another. Are neighbours in its grid neighbours in x and y?"
        )
        pieces = solids(axes)
        whole = [np.concatenate(pieces)] if len(pieces) > 1 else []  # for a surface may be drawn in pieces
        for surface in pieces + whole:
            x, y, _ = surface.T
            wide = all(np.sum((a * x > 0) & (b * y > 0)) >= 10 for a in (-1, 1) for b in (-1, 1))
            is_whole = wide and len(surface) >= 100 and is_filled(x, y)
            if is_whole and are_right(surface, reference).all():
                found.append(surface)
    return found


@points(2)
def test_figure_shows_the_surface(submission, reference):
    """The figure shows one surface of at least 100 points, all of them at the height of the monkey saddle."""
    assert right_surfaces(submission, reference), (
        "No surface in the figure has at least 100 points, on all sides of the origin, "
        "that all lie at the height x³ − 3xy² over their x and y."
    )
    panels = [axes for axes in submission.plot_monkey_saddle().axes if axes.zlim]
    others = [another_surface(axes, lambda points: are_right(points, reference)) for axes in panels]
    assert not any(others), "Beside the monkey saddle, another surface is drawn. Which one is meant?"


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
