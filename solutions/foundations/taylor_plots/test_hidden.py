"""Decides about the Taylor polynomials of sine, the tangent plane, and the figures of both."""

import functools
import itertools
import math
import re

import numpy as np

from autograder import agree, agree_on, edges, expect, points
from autograder.kit.beside import another_surface
from autograder.kit.figures import Figure, Points
from autograder.kit.solids import is_filled

EXACT = 1e-5  # how far a drawn point may be from the truth: float32 may be plotted
NAMES = {  # of the curves in a legend
    "sin": r"sin|exact|true|truth|analytic|original",
    "order 1": r"(?<!\d)1(?!\d)|first|linear|\bone\b",
    "order 3": r"(?<!\d)3(?!\d)|third|cubic|\bthree\b",
    "order 5": r"(?<!\d)5(?!\d)|fifth|quintic|\bfive\b",
}
CONTACT = (0.9, -0.6)  # where the figure of the plane is drawn, once for all tests; nobody can guess it


def away_from_zero(rng, *shape):
    """Return numbers of size 0.4 to 1.6 with random signs."""
    return rng.uniform(0.4, 1.6, shape) * (1 - 2 * rng.shared.integers(2, size=shape))


# sin_taylor


@points(3.5)
def test_centre_zero(submission, reference, rng):
    """The Taylor polynomials of sine at 0 are right up to order 9, an even order the same as the odd one below it."""
    x = 2 * away_from_zero(rng, 12)
    orders = 1, 2, 3, 4, 9
    got = dict(zip(orders, submission.sin_taylor.each([(x, order) for order in orders]), strict=True))
    for order in (1, 3, 9):
        agree(got[order], reference.sin_taylor(x, order))
    for order in (2, 4):
        agree(got[order], expect(got[order - 1], x.shape))


@points(2.5)
def test_other_centres(submission, reference, rng):
    """The Taylor polynomials of sine at other centres are right."""
    a, b = (rng.uniform(0.4, 1.6, 2) * rng.shared.permutation([-1, 1])).tolist()
    x = a + away_from_zero(rng, 9)
    got = [submission.sin_taylor(x, 2, a), submission.sin_taylor(x, 3, b), submission.sin_taylor(x, 6, a=a)]
    for value, order, centre in zip(got, (2, 3, 6), (a, b, a), strict=True):
        agree(value, reference.sin_taylor(x, order, centre))


@points(1, after="test_centre_zero")
def test_order_zero(submission, reference, rng):
    """Order 0 gives the value of sine at the centre, once for each x."""
    a = float(away_from_zero(rng))
    x = away_from_zero(rng, 2, 1, 5)
    agree(submission.sin_taylor(x, 0, a), reference.sin_taylor(x, 0, a))


@points(1.5)
def test_kinds_of_x(submission, reference, rng):
    """Numbers and arrays of any shape and layout, whole, float32, equal, zero, tiny and large, may stand for x."""
    # What counts there are factorials too large for int64.
    far = np.array(2 + rng.shared.choice([-1, 1]) * rng.uniform(6, 9))
    cases = [(x, order, a) for (x, a), order in zip(edges(rng, "m n", "", huge=2), itertools.cycle((3, 4, 5)))]
    cases += [(far, 60, 2), (np.array([1, 2, 3]), 4, 3e-9)]
    agree_on(submission.sin_taylor, lambda x, *more: reference.sin_taylor(np.asarray(x, float)[()], *more), cases)
    single = 2 * away_from_zero(rng, 2, 6).astype(np.float32)
    agree(submission.sin_taylor(single, 4, 0.5), reference.sin_taylor(single.astype(float), 4, 0.5), tol=1e-4)


@points(1, after="test_other_centres")
def test_error_near_the_centre(submission, rng):
    """The error stays below Taylor's bound, and falls with the right power of the distance."""
    centre = rng.uniform(0.5, 1.0) * rng.shared.choice([-1, 1])
    steps = np.array([0.3, 0.17, 0.1])
    cases = [(3, 0.0, 5), (1, centre, 2), (2, centre, 3)]
    values = list(submission.sin_taylor.each([(a + steps, order, a) for order, a, _ in cases]))
    for value, (order, a, power) in zip(values, cases, strict=True):
        found = expect(value, steps.shape)
        with np.errstate(all="ignore"):
            errors = np.abs(np.sin(a + steps) - found)
        where = f"Order {order} at the centre {a:.3g}"
        bound = steps**power / math.factorial(power) + 1e-9
        assert np.all(errors <= bound), f"{where}: close to the centre the error is larger than Taylor's bound."
        assert slope(steps, errors) >= power - 0.25, f"{where}: the error falls too slowly as x nears the centre."


# tangent_plane


@points(2.5)
def test_plane(submission, reference, rng):
    """The tangent plane has the right height at random points."""
    x, y = away_from_zero(rng, 9), away_from_zero(rng, 9)
    contact = away_from_zero(rng, 2)
    contacts = [contact.tolist(), (-contact).tolist()]  # either sign of x0 and of y0
    got = list(submission.tangent_plane.each([(x, y, *contact) for contact in contacts]))
    for value, contact in zip(got, contacts, strict=True):
        agree(value, reference.tangent_plane(x, y, *contact))


@points(1)
def test_plane_broadcasts(submission, reference, rng):
    """Numbers, arrays of any layout, whole, equal, zero, tiny and large ones, and rows against columns, may come in."""
    row, column = away_from_zero(rng, 2, 1, 8)[..., ::2], away_from_zero(rng, 3, 1)
    contact = away_from_zero(rng, 2).tolist()
    places = [(row, column, *contact), (2, np.array([[-2, 0, 1], [3, -1, 2]]).T, *contact)]
    rising = np.array([-1, 0.5, 1.5])
    places += [(rising, rising + 1, 1, 0), (2.0, 3, 3e-9, 1.0), (2.0, 3.0, 1.0, 3e-9)]
    places += [(away_from_zero(rng, 3, 2).T, 0.5, *contact), *edges(rng, "m n", "m n", "", "", huge=2)]
    agree_on(submission.tangent_plane, reference.tangent_plane, places)


@points(0.5, after="test_plane", why="Slopes that are no formulas lose digits here, too few of them for a hint.")
def test_plane_far_away(submission, reference, rng):
    """The height of the plane is as exact at a contact point thousands away from the origin."""
    x0, y0 = (10_000 * away_from_zero(rng, 2)).tolist()
    x, y = x0 + away_from_zero(rng, 8), y0 + away_from_zero(rng, 8)
    agree(submission.tangent_plane(x, y, x0, y0), reference.tangent_plane(x, y, x0, y0))


@points(1, after="test_plane", why="It holds the plane against the surface itself, not against a formula.")
def test_error_of_the_plane(submission, rng):
    """The plane touches the surface: the gap is at most half the squared distance, and falls with its square."""
    steps = np.array([8e-3, 3e-3, 1e-3])
    x0, y0 = (rng.uniform(0.5, 1.0, 2) * rng.shared.choice([-1, 1], 2)).tolist()
    # Second derivative along (cos t, sin t); where it is small, the square does not show.
    angles = np.array([t for t in np.linspace(0, np.pi, 5)[:-1] if abs(curvature(x0, y0, t)) > 0.2])
    x, y = x0 + np.outer(np.cos(angles), steps).ravel(), y0 + np.outer(np.sin(angles), steps).ravel()
    found = expect(submission.tangent_plane(x, y, x0, y0), x.shape)
    with np.errstate(all="ignore"):
        gaps = np.abs(np.sin(x) * np.cos(y) - found).reshape(angles.size, steps.size)
    assert np.all(gaps <= steps**2 / 2 + 1e-9), "Close to the contact point the gap to the surface is too wide."
    slopes = [slope(steps, along) for along in gaps]
    assert min(slopes) >= 1.75, "The gap between plane and surface falls too slowly near the contact point."


# plot_sin_taylor


@points(1)
def test_figure_shows_sine(submission, reference):
    """The figure shows sine itself from −π to π."""
    assert_curve(sine_figure(submission, reference), "sin", reference)


@points(1)
def test_figure_shows_order_1(submission, reference):
    """The figure shows the polynomial of order 1 from −π to π."""
    assert_curve(sine_figure(submission, reference), "order 1", reference)


@points(1)
def test_figure_shows_order_3(submission, reference):
    """The figure shows the polynomial of order 3 from −π to π."""
    assert_curve(sine_figure(submission, reference), "order 3", reference)


@points(1)
def test_figure_shows_order_5(submission, reference):
    """The figure shows the polynomial of order 5 from −π to π."""
    assert_curve(sine_figure(submission, reference), "order 5", reference)


@points(1.5)
def test_legend_names_the_curves(submission, reference):
    """A legend names the four curves."""
    figure = sine_figure(submission, reference)
    axes_with_curves(figure, reference)
    texts = figure.legend_texts
    assert len(texts) >= 4, f"The legend has {len(texts)} entries; it needs one for each of the four curves."
    fits = {name: {text for text in texts if re.search(words, text.lower())} for name, words in NAMES.items()}
    missing = " and ".join(name for name in fits if not fits[name])
    assert not missing, f"No entry of the legend names {missing}."
    for name, truth in curves(reference).items():
        called = {text for line in figure.lines if follows(line, truth) for text in line.names}
        # An entry that says another order as well, such as "sine to first order", goes with the curve that it is on.
        assert not called or called & fits[name], (
            f"The legend calls the curve of {name} {min(called)!r}. Is each entry beside its own curve?"
        )
        twice = called & namesakes(figure, truth)
        assert not twice, f"The legend calls two different curves {min(twice)!r}. Which one is meant?"
    choices = itertools.product(*(sorted(some)[:4] for some in fits.values()))
    assert any(len(set(choice)) == 4 for choice in choices), "Give each of the four curves an entry of its own."


@points(0.5)
def test_sine_figure_has_labels(submission, reference):
    """The x-axis and the y-axis of the figure of sine have labels."""
    figure = sine_figure(submission, reference)
    axes_with_curves(figure, reference)
    assert_labels(figure.axes, "xy")


@points(0.5)
def test_sine_figure_has_limits(submission, reference):
    """The axes show all of sine from −π to π, large enough to see it."""
    figure = sine_figure(submission, reference)
    axes_with_curves(figure, reference)
    for truth in curves(reference).values():
        problems = [problem_with_limits(axes) for axes in figure.axes if shows(axes.lines, truth, 2)]
        assert not problems or not all(problems), min(problems)  # a close-up beside the whole does no harm


# plot_tangent_plane


@points(1.5)
def test_figure_shows_the_surface(submission, reference):
    """The figure shows the surface around the contact point."""
    x0, y0 = CONTACT
    found = drawn_where(plane_figure(submission, reference, x0, y0), lambda x, y: np.sin(x) * np.cos(y))
    assert found.shape[1] >= 100, (
        f"{found.shape[1]} points are drawn in grids or lines that have z = sin(x) cos(y) throughout; "
        "the surface needs at least 100."
    )
    assert is_filled(*found[:2]), "Of the surface only a rim is drawn; show its middle, too."
    assert_around(found, x0, y0, 2.0, "surface")


@points(2)
def test_figure_shows_the_plane(submission, reference):
    """The figure shows the tangent plane at the contact point."""
    x0, y0 = CONTACT
    figure = plane_figure(submission, reference, x0, y0)
    found = drawn_where(figure, lambda x, y: reference.tangent_plane(x, y, x0, y0))
    assert is_patch(found), f"No patch of the tangent plane at ({x0:g}, {y0:g}) is drawn."
    assert_around(found, x0, y0, 0.5, "plane")
    assert_nothing_else(figure, lambda x, y: np.sin(x) * np.cos(y), lambda x, y: reference.tangent_plane(x, y, x0, y0))


@points(0.5)
def test_plane_figure_has_labels(submission, reference):
    """All three axes of the figure of the plane have labels."""
    figure = plane_figure(submission, reference, *CONTACT)
    solid = [axes for axes in figure.axes if axes.zlim is not None and axes.surfaces + axes.lines]
    assert solid, "Nothing is drawn in 3-D axes."
    assert_labels(solid, "xyz")


# What the tests share


def slope(steps, errors):
    """Return how steep log error is over log step, from first to last; rounding alone counts as a steep fall."""
    if np.max(errors) <= 1e-12:
        return np.inf
    first, last = np.clip(errors[[0, -1]], 1e-300, 1e300)
    return np.log(first / last) / np.log(steps[0] / steps[-1])


def curvature(x0, y0, t):
    """Return the second derivative of sin x cos y along the direction (cos t, sin t)."""
    f, mixed = np.sin(x0) * np.cos(y0), -np.cos(x0) * np.sin(y0)
    return -f + 2 * mixed * np.cos(t) * np.sin(t)


@functools.cache
def right_polynomial(right):
    """Return what stands in for ``sin_taylor``: always the same function, so that a figure is drawn once."""

    def sin_taylor(x, order, a=0.0, *more, **options):
        if order > 40:
            raise ValueError("order is too high for a figure")
        return right(x, order, a)

    return sin_taylor


@functools.cache
def right_plane(right):
    """Return what stands in for ``tangent_plane``."""

    def tangent_plane(x, y, x0, y0, *more, **options):
        return right(x, y, x0, y0)

    return tangent_plane


def sine_figure(submission, reference):
    """Return the student's figure, with a right ``sin_taylor`` in place of theirs."""
    with submission.replacing(sin_taylor=right_polynomial(reference.sin_taylor)):
        figure = submission.plot_sin_taylor()
    assert isinstance(figure, Figure), "plot_sin_taylor made no figure. Draw one and return it."
    return figure


def plane_figure(submission, reference, x0, y0):
    """Return the student's figure, with a right ``tangent_plane`` in place of theirs."""
    with submission.replacing(tangent_plane=right_plane(reference.tangent_plane)):
        figure = submission.plot_tangent_plane(x0, y0)
    assert isinstance(figure, Figure), "plot_tangent_plane made no figure. Draw one and return it."
    return figure


def curves(reference):
    """Return what is to be drawn: name -> function of x."""
    right = reference.sin_taylor
    orders = {f"order {order}": lambda x, order=order: polynomial(right, order, x.tobytes()) for order in (1, 3, 5)}
    return {"sin": np.sin, **orders}


@functools.lru_cache(maxsize=32)  # for several tests look at the same lines, again and again
def polynomial(right, order, x):
    """Return the values of a polynomial; x are the bytes of an array."""
    return right(np.frombuffer(x), order)


def shows(lines, truth, fewest):
    """Say whether some lines together draw a function over nearly all of −π to π, at whichever x they have."""
    drawn, count = [], 0
    for line in lines:
        known = np.isfinite(line.x) & np.isfinite(line.y)
        x, y = line.x[known], line.y[known]
        if (
            line.z is None
            and np.any(np.abs(x) <= np.pi)
            and np.all(np.abs(y - truth(x)) <= EXACT * np.maximum(1, np.abs(y)))
        ):
            drawn.append(x[np.abs(x) <= np.pi])
            count += line.x.size
    return count >= fewest and np.ptp(np.concatenate(drawn)) >= 0.9 * 2 * np.pi


def is_in_view(axes, line):
    """Say whether axes show half of what a line has between −π and π, at least, and not as a dot or a level line."""
    x, y = line.x[np.abs(line.x) <= np.pi], line.y[np.isfinite(line.y)]
    if not (x.size and y.size):
        return False
    (left, right), (bottom, top) = sorted(axes.xlim), sorted(axes.ylim)
    width, height = np.ptp(np.clip(x, left, right)), np.ptp(np.clip(y, bottom, top))
    return width >= max(np.ptp(x) / 2, 1e-3 * (right - left)) and height >= 1e-4 * (top - bottom)


def follows(line, truth):
    """Say whether a line follows a function wherever it is drawn between −π and π, and is drawn there at all."""
    inside = (np.abs(line.x) <= np.pi) & np.isfinite(line.y)
    x, y = line.x[inside], line.y[inside]
    return line.z is None and x.size > 0 and np.ptp(x) > 1 and bool(np.all(np.abs(y - truth(x)) <= EXACT))


def namesakes(figure, truth):
    """Return what legends call curves that do not follow a function, and are in axes with one that does."""
    beside = [axes.lines for axes in figure.axes if any(follows(line, truth) for line in axes.lines)]
    return {text for lines in beside for line in lines if not follows(line, truth) for text in line.names}


def assert_curve(figure, name, reference):
    """Check that a figure shows one of the curves."""
    fewest = 2 if name == "order 1" else 50  # two points draw a straight line
    truth = curves(reference)[name]
    lines = [line for axes in figure.axes for line in axes.lines if is_in_view(axes, line)]
    found = shows(lines, truth, fewest)
    right = [line for line in lines if follows(line, truth)]
    if right:
        drawn = np.concatenate([line.x[np.abs(line.x) <= np.pi] for line in right])
        share = np.ptp(drawn) / (2 * np.pi)
        assert found, (
            f"The curve of {name} has {sum(line.x.size for line in right)} points, and covers {share:.0%} of −π to π; "
            f"it needs at least {fewest} points and 90%."
        )
    assert found, (
        f"Of the {len(figure.lines)} curves in the figure, none of at least 50 points follows {name} from −π to π "
        "(over 90% of it or more). Work out by hand how high it should be at two or three x, and compare."
    )


def axes_with_curves(figure, reference):
    """Return the axes that show one of the curves."""
    wanted = curves(reference).values()
    found = [axes for axes in figure.axes if any(shows(axes.lines, truth, 2) for truth in wanted)]
    assert found, "This is looked at once one of the four curves is there from −π to π."
    return found


def problem_with_limits(axes):
    """Return what is wrong with what axes show of sine, as a sentence, or an empty str."""
    (left, right), (bottom, top) = sorted(axes.xlim), sorted(axes.ylim)
    shown = f"The axes show x from {left:.3g} to {right:.3g} and y from {bottom:.3g} to {top:.3g}"
    if left > -np.pi + 0.01 or right < np.pi - 0.01:
        return f"{shown}; x should include all of −π to π."
    if left < -60 or right > 60:
        return f"{shown}; so far out, a wave of sine is narrow. Keep x within −60 and 60."
    if bottom > -1 or top < 1:
        return f"{shown}; y should include all of −1 to 1."
    return f"{shown}; so far out, sine looks flat. Keep y within −60 and 60." if bottom < -60 or top > 60 else ""


def drawn_where(figure, height):
    """Return the points, shape (3, n), of all grids and lines in 3-D that have this height at each of their points.

    A single point is a mark, and no part of a surface; nor is what fills less than a tenth of an axis.
    """
    assert not any(surface.is_tangled for surface in figure.surfaces), (
        "The cells of a surface lie across one another. Are neighbours in its grid neighbours in x and y?"
    )
    found, small = [np.empty((3, 0))], False
    for axes in figure.axes:
        own = [at for at in map(finite, solid_points(axes)) if at.shape[1] > 1]
        right = [at for at in own if np.all(np.abs(at[2] - height(at[0], at[1])) <= EXACT)]
        if right and min(axes.shares(Points(*np.concatenate(right, axis=1)))) >= 0.1:
            found += right
        small |= any(map(is_patch, right))
    assert len(found) > 1 or not small, "Something at the right height fills less than a tenth of an axis: narrow it."
    return np.concatenate(found, axis=1)


def solid_points(axes):
    """Return what is drawn in 3-D axes: grids, and lines."""
    return axes.surfaces + [line for line in axes.lines if line.z is not None]


def finite(points_):
    """Return the points, shape (3, n), that have three finite coordinates."""
    xyz = np.array([points_.x, points_.y, points_.z])
    return xyz[:, np.all(np.isfinite(xyz), axis=0)]


def assert_nothing_else(figure, *heights):
    """Check that whatever is wide in the figure has one of some heights: one answer is asked for, and not a choice."""

    def is_right(points_):
        x, y, z = points_.T
        return np.any([np.abs(z - height(x, y)) <= EXACT for height in heights], axis=0)

    others = [another_surface(axes, is_right) for axes in figure.axes if axes.zlim]
    assert not any(others), "Beside the surface and its plane, something else is drawn. Which one is meant?"


def is_patch(xyz):
    """Say whether points do not all lie, seen from above, on one straight line."""
    if xyz.shape[1] < 3:
        return False
    flat = xyz[:2] - xyz[:2].mean(axis=1, keepdims=True)
    return np.linalg.svd(flat, compute_uv=False)[1] > 0.05


def assert_around(xyz, x0, y0, width, name):
    """Check that points reach far enough around the contact point."""
    for axis, values, centre in [("x", xyz[0], x0), ("y", xyz[1], y0)]:
        low, high = values.min(), values.max()
        around = low - 1e-9 <= centre <= high + 1e-9 and high - low >= width - 1e-9
        assert around, (
            f"With the contact point at ({x0:g}, {y0:g}), the {name} reaches from {axis} = {low:.3g} to {high:.3g}; "
            f"it should have {axis} = {centre:g} inside and be at least {width:g} wide."
        )


def assert_labels(panels, names):
    """Check that each axis has a label, in one of the panels at least."""
    for number, name in enumerate(names):
        assert any(axes.labels[number].strip() for axes in panels), f"The {name}-axis has no label."
