"""Figures of the evidence: how two of them differ, and how they are drawn anew."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from autograder.feedback import differences, drawing


def _piece(label, *points):
    return {"label": label, "grid": None, "points": [list(map(float, axis)) for axis in points]}


def figure(*curves, surfaces=(), labels=("x", "y"), legend=(), limits=((0, 1), (0, 1)), scales=("linear", "linear")):
    """Return a figure as evidence has it."""
    lines, solids = ([_piece(*one) for one in given] for given in (curves, surfaces))
    axes = {"title": "", "labels": list(labels), "limits": [list(one) for one in limits], "scales": list(scales)}
    return {
        "title": "",
        "axes": [axes | {"legend": list(legend), "lines": lines, "surfaces": solids}],
    }


X = np.linspace(-1, 1, 50)


def test_curves_are_matched_by_their_course():
    """Order, colour, label and number of points do not matter; where they run does."""
    own = figure(("b", X, X**3), ("a", np.linspace(-2, 2, 99), np.linspace(-2, 2, 99) ** 2))
    right = figure(("square", X, X**2), ("cube", X, X**3), ("line", X, X))
    assert differences.unmatched(own, right) == ([], [(0, "lines", 2)])
    assert differences.in_words(own, right) == ["The reference has, and yours has not: 1 curve: “line”."]


def test_closed_curves_are_matched_by_their_points():
    """A circle is a circle wherever it begins."""
    angle = np.linspace(0, 2 * np.pi, 100)
    circle = figure(("", np.cos(angle), np.sin(angle)))
    assert differences.unmatched(figure(("", np.cos(angle + 1), np.sin(angle + 1))), circle) == ([], [])
    assert differences.unmatched(figure(("", 2 * np.cos(angle), np.sin(angle))), circle)[0]


def test_surfaces_are_matched_by_their_height():
    """Another grid over another window may show the same surface."""

    def solid(half, function):
        x, y = (one.ravel() for one in np.meshgrid(np.linspace(-half, half, 13), np.linspace(-half, half, 13)))
        return figure(surfaces=[("", x, y, function(x, y))], limits=((0, 1),) * 3)

    right = solid(1, lambda x, y: x * y)
    assert differences.unmatched(solid(0.8, lambda x, y: x * y), right) == ([], [])
    assert differences.unmatched(solid(0.8, lambda x, y: x + y), right) == ([(0, "surfaces", 0)], [(0, "surfaces", 0)])


def test_the_rest_is_told_in_words():
    """Names, legends, ends and scales."""
    own = figure(("", X, X), labels=("", "y"), limits=((0, 2), (0, 1)), scales=("linear", "log"))
    said = differences.in_words(own, figure(("", X, X), legend=("a", "b")))
    assert said == [
        "The x-axis has no name; in the reference it is “x”.",
        "The legend is not there; in the reference it has 2.",
        "x runs from 0 to 2; in the reference from 0 to 1.",
        "The y-axis is log; in the reference it is linear.",
    ]
    assert differences.in_words(figure(), figure(("", X, X)))[0] == "Nothing is drawn in yours."


def test_a_drawing_is_the_same_every_time_and_tells_what_it_shows():
    """It has a name and a description, takes its colours from the page, and holds no date."""
    made = [drawing.draw(figure(("y = x", X, X)), [], "Your figure") for _ in range(2)]
    assert made[0] == made[1]
    root = ElementTree.fromstring(made[0])
    assert root.get("role") == "img"
    assert [root.find(tag).text for tag in ("title", "desc")] == ["Your figure", "Axes: 1 curves: y = x; axes: x, y."]
    assert "#0" not in re.sub(r"#[0-9a-f]{16}-", "", made[0])
    assert "var(--series-1)" in made[0]


@pytest.mark.parametrize("label", ["$x^2$", r"$\frac{$", "<script>", "\x00\u202e", "日本語", "$" * 999, "a" * 2**20])
def test_any_label_can_be_drawn(label):
    """What matplotlib cannot set is shown as it is, and what XML cannot hold is not shown."""
    made = drawing.draw(figure((label, X, X), labels=(label, label), legend=(label,)) | {"title": label}, [], "t")
    assert len(made) < 50_000
    assert not {one.tag for one in ElementTree.fromstring(made).iter()} & {"script", "style", "foreignObject"}


def test_numbers_that_cannot_be_drawn_are_left_out():
    """Infinite and huge values, missing ones, and limits that make no sense."""
    huge = figure(("", [0, 1e300, 2], [1e300, 1, -1e300]), limits=(("nan", "inf"), (3, 3)), scales=("log", "x" * 99))
    huge["axes"][0]["lines"][0]["points"][0][2] = None
    assert "<svg" in drawing.draw(huge, [(0, "lines", 0)], "t")
