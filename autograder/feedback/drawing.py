"""Figures drawn anew from evidence, as SVG that is part of a page: its colours are the page's, its text is text.

What a figure shows comes from students, and is nothing but numbers and words here. The same data give the same SVG.
"""

import hashlib
import io
import json
import math
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree import ElementTree

import msgspec
from markupsafe import Markup

from autograder.evidence import Axes, Figure, Piece
from autograder.numbers import count

from .differences import Limits, Place

if TYPE_CHECKING:  # it takes a while to import
    from matplotlib.figure import Figure as Canvas

SIZE = 4.2, 3.2  # inches
MARGINS = {"left": 0.17, "right": 0.96, "bottom": 0.16, "top": 0.88}  # shares of it
SOLID = {"left": 0.0, "right": 0.9, "bottom": 0.06, "top": 0.9}  # for what has three dimensions
CLOSE = 1.1  # times as large as matplotlib draws what has three dimensions
TICKS = 5  # of an axis, about; drawing them takes longest
LONGEST = 40  # characters of a label
HUGE = 1e100  # no coordinate beyond it is drawn
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
# Drawn in the page's colours by day, and then given their names there, so that they change with light and dark.
INK, FAINT, MARK = "#1d1c1a", "#d5d1c7", "#b0350f"
SERIES = ("#0b5fae", "#1a7a46", "#8033a8", "#946200", "#007a85")
NAMES = {INK: "var(--ink)", FAINT: "var(--line)", MARK: "var(--mark)"} | {
    colour: f"var(--series-{number})" for number, colour in enumerate(SERIES, 1)
}
STYLE: Any = {  # matplotlib's type of it names every setting
    "svg.fonttype": "none", "svg.hashsalt": "feedback", "font.family": "DejaVu Sans", "font.size": 9,
    "axes.edgecolor": FAINT, "axes.labelcolor": INK, "axes.titlecolor": INK, "text.color": INK, "text.usetex": False,
    "xtick.color": INK, "ytick.color": INK, "grid.color": FAINT, "legend.edgecolor": FAINT, "legend.facecolor": "none",
    "axes3d.xaxis.panecolor": "none", "axes3d.yaxis.panecolor": "none", "axes3d.zaxis.panecolor": "none",
    "figure.facecolor": "none", "axes.facecolor": "none", "path.simplify": True,
}  # fmt: skip


class Job(NamedTuple):
    """A figure to be drawn.

    ``marked`` is what another figure does not have, ``title`` for who does not see it. The figure beside it has the
    same ``limits`` of each of its axes, and what both have in the same ``colours``: numbers of SERIES.
    """

    figure: Figure
    marked: tuple[Place, ...]
    title: str
    limits: tuple[Limits, ...] = ()
    colours: tuple[tuple[Place, int], ...] = ()

    @property
    def key(self) -> str:
        """What tells drawings apart: a digest of all that is drawn."""
        whole = json.dumps([msgspec.to_builtins(self.figure), sorted(self.marked), *self[2:]])
        return hashlib.sha256(whole.encode()).hexdigest()[:16]


def draw(job: Job) -> Markup:
    """Return a figure as SVG."""
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Canvas

    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # letters that a font does not have, scales that data do not suit
        canvas = Canvas(figsize=SIZE)
        FigureCanvasSVG(canvas)
        _paint(canvas, job)
        text = io.StringIO()
        canvas.savefig(text, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _part_of_a_page(text.getvalue(), job.key, job.title, in_words(job.figure))


class Shown:
    """Drawings by their keys, for one page: those that are shown again get identifiers of their own."""

    def __init__(self, drawings: Mapping[str, Markup]) -> None:
        self.drawings = drawings
        self.times: Counter[str] = Counter()

    def __getitem__(self, key: str) -> Markup:
        self.times[key] += 1
        drawing = self.drawings[key]
        return drawing if self.times[key] == 1 else Markup(drawing.replace(key, f"{key}-{self.times[key]}"))


def in_words(figure: Figure) -> str:
    """Return what a figure shows, as sentences."""
    parts = []
    for axes in figure.axes:
        labels = [_clipped(line.label) for line in axes.lines if _is_shown(line.label)]
        curves = count(len(axes.lines), "curve") + (f": {', '.join(labels)}" if labels else "")
        solids = f", {count(len(axes.surfaces), 'surface')}" if axes.surfaces else ""
        named = ", ".join(_clipped(label) for label in axes.labels if label) or "no names"
        parts.append(f"{_clipped(axes.title) or 'Axes'}: {curves}{solids}; axes: {named}.")
    return " ".join(parts) or "Nothing is drawn in it."


def _paint(canvas: "Canvas", job: Job) -> None:
    if job.figure.title:
        canvas.suptitle(**_text("t", job.figure.title))
    is_solid = any(axes.is_solid for axes in job.figure.axes)
    margins = SOLID if is_solid else MARGINS  # fixed: looking for the best ones takes as long as drawing
    canvas.subplots_adjust(**margins, wspace=0.3)
    colours = dict(job.colours)
    for number, axes in enumerate(job.figure.axes):
        limits = job.limits[number] if number < len(job.limits) else axes.limits
        solid = {"projection": "3d"} if axes.is_solid else {}
        frame: Any = canvas.add_subplot(1, len(job.figure.axes), number + 1, **solid)
        if axes.is_solid:
            frame.set_box_aspect(None, zoom=CLOSE)
        for kind, paint in (("surfaces", _surface), ("lines", _line)):
            pieces = axes.pieces(kind)
            places = [Place(number, kind, index) for index in range(len(pieces))]
            marks = [place in job.marked for place in places]
            for place, piece, is_marked in zip(places, pieces, marks, strict=True):
                own = not is_marked or (all(marks) and len(marks) > 1)  # where all are marked, colours tell more
                colour = SERIES[colours.get(place, place.number) % len(SERIES)] if own else MARK
                paint(frame, piece, colour, is_marked, axes.is_solid)
        _furnish(frame, axes, limits)


def _line(frame: Any, line: Piece, colour: str, is_marked: bool, solid: bool) -> None:
    points = _numbers(line.points)
    if len(points) != 2 + solid:
        return
    style: dict[str, Any] = {"linestyle": "--", "linewidth": 2.2} if is_marked else {"linewidth": 1.4}
    if _is_shown(line.label):
        style["label"] = _clipped(line.label)
    frame.plot(*points, color=colour, marker="o" if len(points[0]) == 1 else None, **style)


def _surface(frame: Any, surface: Piece, colour: str, is_marked: bool, solid: bool) -> None:
    points = _numbers(surface.points)
    if not solid or surface.grid is None or len(points) != 3:
        frame.plot(*points[: 2 + solid], color=colour, linestyle="none", marker=".", markersize=2)
        return
    import numpy as np

    grids = [np.reshape(axis, surface.grid) for axis in points]
    width = 0.6 if is_marked else 0.2
    look = {"color": colour, "edgecolor": INK, "linewidth": width, "alpha": 0.6, "shade": False}
    frame.plot_surface(*grids, **look, rstride=1, cstride=1)


def _furnish(frame: Any, axes: Axes, given_limits: Sequence[Iterable[float | str]]) -> None:
    """Give axes what their owner gave them, as far as it can be drawn: title, names, scales, legend; and limits."""
    frame.set_title(**_text("label", axes.title))
    limits = {name: ends for name, given in zip("xyz", given_limits, strict=False) if (ends := _ends(given))}
    for name, label in zip("xyz", axes.labels, strict=False):
        getattr(frame, f"set_{name}label")(**_text(f"{name}label", label))
        if name in limits:
            getattr(frame, f"set_{name}lim")(limits[name])
    frame.locator_params(nbins=TICKS)
    for name, scale in zip("xy", () if axes.is_solid else axes.scales, strict=False):
        # A logarithm has no place for ends that are not positive, though a student may ask for it.
        if scale == "symlog" or (scale == "log" and min(limits.get(name, (0.0,))) > 0):
            getattr(frame, f"set_{name}scale")(scale)
    handles, labels = frame.get_legend_handles_labels()
    if axes.legend and handles:
        legend = frame.legend(handles, labels, fontsize=8)
        for text in legend.get_texts():
            text.set_parse_math(_is_mathematics(text.get_text()))


def _ends(given: Iterable[float | str]) -> tuple[float, ...]:
    """Return the ends of an axis, or nothing where they are none."""
    ends = tuple(end for end in given if not isinstance(end, str) and abs(end) < HUGE)
    return ends if len(set(ends)) == 2 else ()


def _is_shown(label: str) -> bool:
    return bool(label) and not label.startswith("_")  # the others are matplotlib's own


def _text(name: str, text: str) -> dict[str, Any]:
    clipped = _clipped(text)
    return {name: clipped, "parse_math": _is_mathematics(clipped)}


def _clipped(text: str) -> str:
    text = "".join(letter if letter.isprintable() else " " for letter in text[: LONGEST + 1])
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _is_mathematics(text: str) -> bool:
    from matplotlib.mathtext import MathTextParser

    if text.count("$") < 2:
        return False
    try:
        MathTextParser("path").parse(text)
    except (ValueError, RecursionError):
        return False
    return True


def _numbers(points: Iterable[Iterable[float | None]]) -> list[list[float]]:
    """Return coordinates with gaps where a number is missing, or where it is too large to be drawn."""
    return [[math.nan if value is None or abs(value) > HUGE else value for value in axis] for axis in points]


def _part_of_a_page(text: str, key: str, title: str, words: str) -> Markup:
    """Return a drawing as an element of HTML whose identifiers are its own and whose colours are the page's."""
    root = ElementTree.fromstring(text)
    for parent in root.iter():
        for child in [child for child in parent if child.tag in (f"{SVG}metadata", f"{SVG}style")]:
            parent.remove(child)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        element.attrib = {name.removeprefix(XLINK): _own(name, value, key) for name, value in element.items()}
    view = root.get("viewBox", "")
    root.attrib = {"class": "drawing", "role": "img", "viewBox": view, "aria-labelledby": f"{key}-title {key}-words"}
    for place, (tag, part, content) in enumerate([("title", "title", title), ("desc", "words", words)]):
        element = ElementTree.Element(tag, {"id": f"{key}-{part}"})
        element.text = content
        root.insert(place, element)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _own(attribute: str, value: str, key: str) -> str:
    """Return the value of an attribute: an identifier made its drawing's own, a style in the colours of the page."""
    if attribute == "id":
        return f"{key}-{value}"
    if attribute == f"{XLINK}href":
        return f"#{key}-{value.removeprefix('#')}"
    if attribute == "style":
        properties = (part.strip().partition(": ") for part in value.split(";"))
        return "; ".join(f"{name}: {NAMES.get(said, said)}" for name, _, said in properties)
    return value.replace("url(#", f"url(#{key}-", 1) if value.startswith("url(#") else value
