"""In what a student's figure differs from the reference's: which curves and surfaces, and the rest in words.

Figures are evidence (see ``judge.evidence``). To differ is not to be wrong: the reference's figure is one right answer.
"""

import numpy as np

from .texts import count

NOUNS = {"lines": "curve", "surfaces": "surface"}
VISIBLE = 0.02  # of the height of a figure: less is no difference to look at
SHORTEST = 0.3  # share of the reference's range that a curve must have in common with it


def unmatched(theirs, reference):
    """Return the curves and surfaces of each figure that the other does not have: two lists of (axes, kind, number)."""
    own, right = _pieces(theirs), _pieces(reference)
    same = {(one, other) for one in own for other in right if one[1] == other[1] and _agree(own[one], right[other])}
    return [one for one in own if all((one, other) not in same for other in right)], [
        other for other in right if all((one, other) not in same for one in own)
    ]


def in_words(theirs, reference):
    """Return sentences about everything in which two figures differ."""
    missing = _count_of_pieces(theirs, reference)
    return missing + [
        sentence
        for number, (own, right) in enumerate(zip(theirs["axes"], reference["axes"], strict=False), 1)
        for sentence in _about_axes(own, right, f" of axes {number}" if len(reference["axes"]) > 1 else "")
    ]


def _pieces(figure):
    return {
        (number, kind, index): _points(piece)
        for number, axes in enumerate(figure["axes"])
        for kind in ("lines", "surfaces")
        for index, piece in enumerate(axes[kind])
    }


def _points(piece):
    """Return the finite points of a curve or surface as an array of shape (2 or 3, points)."""
    points = np.array(piece["points"], dtype=float)
    return points[:, np.isfinite(points).all(axis=0)]


def _agree(own, right):
    if len(own) != len(right) or min(own.shape[1], right.shape[1]) < 2:
        return own.shape == right.shape and np.allclose(own, right)
    return _surfaces_agree(own, right) if len(own) == 3 else _curves_agree(own, right)


def _curves_agree(own, right):
    if not all(np.all(np.diff(x) > 0) for x, _ in (own, right)):
        return _paths_agree(own, right)
    begin, end = max(own[0, 0], right[0, 0]), min(own[0, -1], right[0, -1])
    if end - begin < SHORTEST * np.ptp(right[0]):
        return False
    x = np.linspace(begin, end, 200)
    y, wanted = np.interp(x, *own), np.interp(x, *right)
    return np.max(np.abs(y - wanted)) <= VISIBLE * (np.ptp(wanted) or 1.0)


def _paths_agree(own, right):
    """Tell whether each point of one path has a neighbour in the other, and the other way round."""
    scale = np.where(np.ptp(right, axis=1) > 0, np.ptp(right, axis=1), 1.0)[:, None]
    apart = np.max(np.abs((own[:, :, None] - right[:, None, :]) / scale[:, :, None]), axis=0)
    return max(apart.min(axis=0).max(), apart.min(axis=1).max()) <= 2 * VISIBLE


def _surfaces_agree(own, right):
    from matplotlib.tri import LinearTriInterpolator, Triangulation

    try:
        wanted = LinearTriInterpolator(Triangulation(*right[:2]), right[2])(*own[:2])
    except (ValueError, RuntimeError):  # all points on one line: nothing to interpolate between
        return own.shape == right.shape and np.allclose(own, right)
    shared = ~np.ma.getmaskarray(wanted)
    if shared.sum() < 4:
        return False
    return np.max(np.abs(own[2][shared] - wanted.data[shared])) <= 2 * VISIBLE * (np.ptp(right[2]) or 1.0)


def _count_of_pieces(theirs, reference):
    if not any(axes["lines"] or axes["surfaces"] for axes in theirs["axes"]):
        return ["Nothing is drawn in yours."]
    own, right = unmatched(theirs, reference)
    return [*_named(own, theirs, "Yours has, and the reference has not"),
            *_named(right, reference, "The reference has, and yours has not")]  # fmt: skip


def _named(pieces, figure, beginning):
    found = {}
    for axes, kind, index in pieces:
        piece = figure["axes"][axes][kind][index]
        noun = "point" if len(piece["points"][0]) == 1 else NOUNS[kind]
        found.setdefault(noun, []).append(piece["label"])
    for noun, labels in found.items():
        names = [f"“{label}”" for label in labels if label and not label.startswith("_")]
        yield f"{beginning}: {count(len(labels), noun)}{': ' if names else ''}{', '.join(names)}."


def _about_axes(own, right, where):
    for name, label, wanted in zip("xyz", own["labels"], right["labels"], strict=False):
        if wanted.strip() and not label.strip():
            yield f"The {name}-axis{where} has no name; in the reference it is “{wanted}”."
    if len(own["legend"]) != len(right["legend"]) and right["legend"]:
        have = f"has {len(own['legend'])} entries" if own["legend"] else "is not there"
        yield f"The legend{where} {have}; in the reference it has {len(right['legend'])}."
    for name, ends, wanted in zip("xyz", own["limits"], right["limits"], strict=False):
        if _differ(ends, wanted):
            yield f"{name}{where} runs from {_ends(ends)}; in the reference from {_ends(wanted)}."
    for name, scale, wanted in zip("xy", own["scales"], right["scales"], strict=False):
        if scale != wanted:
            yield f"The {name}-axis{where} is {scale}; in the reference it is {wanted}."


def _differ(ends, wanted):
    numbers = np.array([ends, wanted], dtype=object)
    if any(isinstance(one, str) for one in numbers.flat):
        return True
    return np.max(np.abs(np.subtract(ends, wanted))) > 0.05 * (abs(wanted[1] - wanted[0]) or 1.0)


def _ends(ends):
    return " to ".join(one if isinstance(one, str) else format(one, ".3g") for one in ends)
