"""Figures of the evidence: how two of them differ, and how they are drawn anew."""

import re
from xml.etree import ElementTree

import msgspec
import numpy as np
import pytest

from autograder import evidence
from autograder.feedback import differences, drawing, pages, views
from autograder.feedback.differences import Place
from autograder.report_folder import Record


def _piece(label, *points):
    return {
        "label": label,
        "grid": None,
        "points": [[None if value is None else float(value) for value in axis] for axis in points],
    }


def figure(
    *curves, surfaces=(), labels=("x", "y"), legend=(), limits=((0, 1), (0, 1)), scales=("linear",) * 2, title=""
):
    """Return a figure as evidence has it."""
    lines, solids = ([_piece(*one) for one in given] for given in (curves, surfaces))
    axes = {"title": "", "labels": list(labels), "limits": [list(one) for one in limits], "scales": list(scales)}
    axes |= {"legend": list(legend), "lines": lines, "surfaces": solids}
    return msgspec.convert({"title": title, "axes": [axes]}, evidence.Figure)


def unmatched(own, right):
    """Return what only one of two figures has."""
    return differences.between(own, right)[1:]


def in_words(own, right):
    """Return how two figures differ."""
    return differences.in_words(own, right, differences.between(own, right))


X = np.linspace(-1, 1, 50)


def test_curves_are_matched_by_their_course():
    """Order, colour, label and number of points do not matter; where they run does."""
    own = figure(("b", X, X**3), ("a", np.linspace(-2, 2, 99), np.linspace(-2, 2, 99) ** 2))
    right = figure(("square", X, X**2), ("cube", X, X**3), ("line", X, X))
    assert unmatched(own, right) == ([], [Place(0, "lines", 2)])
    assert in_words(own, right) == ["The reference has, and yours has not: 1 curve: “line”."]


def test_closed_curves_are_matched_by_their_points():
    """A circle is a circle wherever it begins."""
    angle = np.linspace(0, 2 * np.pi, 100)
    circle = figure(("", np.cos(angle), np.sin(angle)))
    assert unmatched(figure(("", np.cos(angle + 1), np.sin(angle + 1))), circle) == ([], [])
    assert unmatched(figure(("", 2 * np.cos(angle), np.sin(angle))), circle)[0]


def test_surfaces_are_matched_by_their_height():
    """Another grid over another window may show the same surface."""

    def solid(half, function):
        x, y = (one.ravel() for one in np.meshgrid(np.linspace(-half, half, 13), np.linspace(-half, half, 13)))
        return figure(surfaces=[("", x, y, function(x, y))], limits=((0, 1),) * 3)

    right = solid(1, lambda x, y: x * y)
    assert unmatched(solid(0.8, lambda x, y: x * y), right) == ([], [])
    assert unmatched(solid(0.8, lambda x, y: x + y), right) == (
        [Place(0, "surfaces", 0)],
        [Place(0, "surfaces", 0)],
    )


def test_the_rest_is_told_in_words():
    """Names, legends, ends and scales."""
    own = figure(("", X, X), labels=("", "y"), limits=((0, 2), (0, 1)), scales=("linear", "log"))
    said = in_words(own, figure(("", X, X), legend=("a", "b")))
    assert said == [
        "The x-axis has no name; in the reference it is “x”.",
        "The legend is not there; in the reference it has 2.",
        "x runs from 0 to 2; in the reference from 0 to 1.",
        "The y-axis is log; in the reference it is linear.",
    ]
    assert in_words(figure(), figure(("", X, X)))[0] == "Nothing is drawn in yours."


def test_what_both_figures_have_is_in_the_same_colour():
    """Whatever order it is drawn in; what only one has takes none of these, and keeps that of its label."""
    right = figure(("sine", X, np.sin(3 * X)), ("line", X, X), ("square", X, X**2))
    own = figure(("line", X, X), ("square", X, X**4), ("", X, 1 + X), ("sine", X, np.sin(3 * X)))
    colours = differences.shared_colours(own, right, differences.between(own, right))
    assert [colours[Place(0, "lines", number)] for number in range(4)] == [1, 2, 3, 0]


def test_figures_beside_each_other_have_the_same_axes():
    """Those of the reference, wider where the student's reach further; others where one has no numbers, or no axes."""
    right = figure(("", X, X), limits=((0, 10), (5, -5)))
    for own, shared in [(((0.2, 10.3), (-5, 5)), ((0, 10), (5, -5))), (((-4, 3), (-5, 50)), ((-4, 10), (50, -5))),
                        ((("nan", 1), (0, 1)), (("nan", 1), (5, -5)))]:  # fmt: skip
        assert differences.shared_limits(figure(("", X, X), limits=own), right) == (shared,)
    assert differences.shared_limits(figure(("", X, X), limits=((0, 1),) * 3), right) == ()
    jobs = views.figures(Record(None, evidence.Evidence({}, (evidence.FigurePair(figure(("", X, X)), right),))))
    ticks = [re.findall(r">(−?[0-9.]+)</text>", drawing.draw(job)) for job in jobs.values()]
    assert ticks[0] == ticks[1] != []


def test_a_drawing_is_the_same_every_time_and_tells_what_it_shows():
    """It has a name and a description, takes its colours from the page, and holds no date."""
    made = [drawing.draw(drawing.Job(figure(("y = x", X, X)), (), "Your figure")) for _ in range(2)]
    assert made[0] == made[1]
    root = ElementTree.fromstring(made[0])
    assert root.get("role") == "img"
    assert [root.find(tag).text for tag in ("title", "desc")] == ["Your figure", "Axes: 1 curve: y = x; axes: x, y."]
    styles = " ".join(element.get("style", "") for element in root.iter())
    assert "#" not in styles.replace("url(#", "")
    assert "var(--series-1)" in styles


def test_the_colours_of_a_drawing_are_those_of_the_pages():
    """By day; a page names them, so that they change with light and dark."""
    day = pages.stylesheet().partition("}")[0]
    for colour, name in drawing.NAMES.items():
        assert f"{name.removeprefix('var(').removesuffix(')')}: {colour};" in day


@pytest.mark.parametrize("label", ["$x^2$", r"$\frac{$", "<script>", "\x00\u202e", "日本語", "$" * 999, "a" * 2**20])
def test_any_label_can_be_drawn(label):
    """What matplotlib cannot set is shown as it is, and what XML cannot hold is not shown."""
    named = figure((label, X, X), labels=(label, label), legend=(label,), title=label)
    made = drawing.draw(drawing.Job(named, (), "t"))
    assert len(made) < 50_000
    assert not {one.tag for one in ElementTree.fromstring(made).iter()} & {"script", "style", "foreignObject"}


def test_numbers_that_cannot_be_drawn_are_left_out():
    """Infinite and huge values, missing ones, and limits that make no sense."""
    huge = figure(("", [0, 1e300, None], [1e300, 1, -1e300]), limits=(("nan", "inf"), (3, 3)), scales=("log", "x" * 99))
    assert "<svg" in drawing.draw(drawing.Job(huge, (Place(0, "lines", 0),), "t"))
