"""In what a student's figure differs from the reference's: which curves and surfaces, and the rest in words.

To differ is not to be wrong: the reference's figure is one right answer.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from autograder.evidence import Axes, Figure, Piece
from autograder.numbers import count, significant

NOUNS = {"lines": "curve", "surfaces": "surface"}
VISIBLE = 0.02  # of the height of a figure: less is no difference to look at
ALIKE = 0.05  # share of the reference's range by which ends of an axis may differ
SHORTEST = 0.3  # share of the reference's range that a curve must have in common with it

Points = NDArray[np.float64]  # of shape (2 or 3, points)
Ends = tuple[float | str, float | str]
Limits = tuple[Ends, ...]  # of x, y and, in three dimensions, z


class Place(NamedTuple):
    """Where a curve or a surface is in a figure: the number of its axes, ``lines`` or ``surfaces``, its own number."""

    axes: int
    kind: str
    number: int


class Difference(NamedTuple):
    """What two figures have in common and what only one of them has: curves and surfaces, by their places."""

    same: list[tuple[Place, Place]]
    only_theirs: list[Place]
    only_reference: list[Place]


def between(theirs: Figure, reference: Figure) -> Difference:
    """Return the Difference between a student's figure and the reference's."""
    own, right = _pieces(theirs), _pieces(reference)
    with np.errstate(all="ignore"):  # what is too large to be compared differs
        same = [
            (mine, other)
            for mine in own
            for other in right
            if mine.kind == other.kind and _agree(own[mine], right[other])
        ]
    matched, met = {mine for mine, _ in same}, {other for _, other in same}
    only_own, only_right = [place for place in own if place not in matched], [at for at in right if at not in met]
    return Difference(same, only_own, only_right)


def shared_limits(theirs: Figure, reference: Figure) -> tuple[Limits, ...]:
    """Return limits of each of their axes in which both figures can be seen; none where these are not alike."""
    if [axes.is_solid for axes in theirs.axes] != [axes.is_solid for axes in reference.axes]:
        return ()
    return tuple(
        tuple(map(_around, own.limits, right.limits)) for own, right in zip(theirs.axes, reference.axes, strict=True)
    )


def shared_colours(theirs: Figure, reference: Figure, difference: Difference) -> dict[Place, int]:
    """Return the number of a colour for each curve and surface of a student's figure: that of the same one, or its own.

    The reference's have those of their own numbers.
    """
    colours = {mine: other.number for mine, other in reversed(difference.same) if mine.axes == other.axes}
    rest = _pieces(theirs).keys() - colours.keys()
    for place in sorted(rest, key=lambda one: (not theirs.axes[one.axes].pieces(one.kind)[one.number].label, one)):
        own = theirs.axes[place.axes].pieces(place.kind)
        taken = {colours.get(Place(place.axes, place.kind, number), -1) for number in range(len(own))}
        named = _with_label(reference, place, own[place.number].label)
        free = (number for number in (named, *range(len(own) + len(taken))) if number is not None)
        colours[place] = next(number for number in free if number not in taken)
    return colours


def _with_label(reference: Figure, place: Place, label: str) -> int | None:
    """Return the number of the reference's curve or surface that has a label, or None."""
    pieces = reference.axes[place.axes].pieces(place.kind) if place.axes < len(reference.axes) else ()
    return next((number for number, piece in enumerate(pieces) if label and piece.label == label), None)


def _around(own: Ends, right: Ends) -> Ends:
    """Return ends that hold those of both: the reference's, as long as the others hardly stick out of them."""
    known = [[end for end in ends if not isinstance(end, str)] for ends in (own, right)]
    if min(map(len, known)) < 2:
        return own
    least, most = min(known[1]), max(known[1])
    slack = ALIKE * (most - least)
    inner, outer = min(known[0]), max(known[0])
    ends = (inner if inner < least - slack else least), (outer if outer > most + slack else most)
    return ends if known[1] == sorted(known[1]) else ends[::-1]


def in_words(theirs: Figure, reference: Figure, difference: Difference) -> list[str]:
    """Return sentences about everything in which two figures differ."""
    several = len(reference.axes) > 1
    return _about_pieces(theirs, reference, difference) + [
        sentence
        for number, (own, right) in enumerate(zip(theirs.axes, reference.axes, strict=False), 1)
        for sentence in _about_axes(own, right, f" of axes {number}" if several else "")
    ]


def _pieces(figure: Figure) -> dict[Place, Points]:
    return {
        Place(number, kind, index): _finite(piece)
        for number, axes in enumerate(figure.axes)
        for kind in NOUNS
        for index, piece in enumerate(axes.pieces(kind))
    }


def _finite(piece: Piece) -> Points:
    points = np.array(piece.points, dtype=float)
    return points[:, np.isfinite(points).all(axis=0)]


def _agree(own: Points, right: Points) -> bool:
    if len(own) != len(right) or min(own.shape[1], right.shape[1]) < 2:
        return own.shape == right.shape and np.allclose(own, right)
    return _surfaces_agree(own, right) if len(own) == 3 else _curves_agree(own, right)


def _curves_agree(own: Points, right: Points) -> bool:
    if not all(np.all(np.diff(x) > 0) for x, _ in (own, right)):
        return _paths_agree(own, right)
    begin, end = max(own[0, 0], right[0, 0]), min(own[0, -1], right[0, -1])
    if end - begin < SHORTEST * np.ptp(right[0]):
        return False
    x = np.linspace(begin, end, 200)
    y, wanted = np.interp(x, *own), np.interp(x, *right)
    return bool(np.max(np.abs(y - wanted)) <= VISIBLE * (np.ptp(wanted) or 1.0))


def _paths_agree(own: Points, right: Points) -> bool:
    """Tell whether each point of one path has a neighbour in the other, and the other way round."""
    scale = np.where(np.ptp(right, axis=1) > 0, np.ptp(right, axis=1), 1.0)[:, None]
    apart = np.max(np.abs((own[:, :, None] - right[:, None, :]) / scale[:, :, None]), axis=0)
    return bool(max(apart.min(axis=0).max(), apart.min(axis=1).max()) <= 2 * VISIBLE)


def _surfaces_agree(own: Points, right: Points) -> bool:
    from matplotlib.tri import LinearTriInterpolator, Triangulation

    try:
        wanted = LinearTriInterpolator(Triangulation(*right[:2]), right[2])(*own[:2])
    except (ValueError, RuntimeError):  # all points on one line: nothing to interpolate between
        return own.shape == right.shape and np.allclose(own, right)
    shared = ~np.ma.getmaskarray(wanted)
    if shared.sum() < 4:
        return False
    return bool(np.max(np.abs(own[2][shared] - wanted.data[shared])) <= 2 * VISIBLE * (np.ptp(right[2]) or 1.0))


def _about_pieces(theirs: Figure, reference: Figure, difference: Difference) -> list[str]:
    if not any(axes.lines or axes.surfaces for axes in theirs.axes):
        return ["Nothing is drawn in yours."]
    return [*_named(difference.only_theirs, theirs, "Yours has, and the reference has not"),
            *_named(difference.only_reference, reference, "The reference has, and yours has not")]  # fmt: skip


def _named(places: Iterable[Place], figure: Figure, beginning: str) -> Iterator[str]:
    labels_of: dict[str, list[str]] = {}
    for place in places:
        piece = figure.axes[place.axes].pieces(place.kind)[place.number]
        noun = "point" if len(piece.points[0]) == 1 else NOUNS[place.kind]
        labels_of.setdefault(noun, []).append(piece.label)
    for noun, labels in labels_of.items():
        names = [f"“{label}”" for label in labels if label and not label.startswith("_")]
        yield f"{beginning}: {count(len(labels), noun)}{': ' if names else ''}{', '.join(names)}."


def _about_axes(own: Axes, right: Axes, where: str) -> Iterator[str]:
    for name, label, wanted in zip("xyz", own.labels, right.labels, strict=False):
        if wanted.strip() and not label.strip():
            yield f"The {name}-axis{where} has no name; in the reference it is “{wanted}”."
    if len(own.legend) != len(right.legend) and right.legend:
        have = f"has {len(own.legend)} entries" if own.legend else "is not there"
        yield f"The legend{where} {have}; in the reference it has {len(right.legend)}."
    for name, ends, ends_wanted in zip("xyz", own.limits, right.limits, strict=False):
        if _differ(ends, ends_wanted):
            yield f"{name}{where} runs from {_written(ends)}; in the reference from {_written(ends_wanted)}."
    for name, scale, wanted in zip("xy", own.scales, right.scales, strict=False):
        if scale != wanted:
            yield f"The {name}-axis{where} is {scale}; in the reference it is {wanted}."


def _differ(ends: Ends, wanted: Ends) -> bool:
    first, last = wanted
    if isinstance(first, str) or isinstance(last, str):
        return True
    allowed = ALIKE * (abs(last - first) or 1.0)
    return any(isinstance(end, str) or abs(end - goal) > allowed for end, goal in zip(ends, (first, last), strict=True))


def _written(ends: Ends) -> str:
    return " to ".join(significant(end, 3) for end in ends)
