"""Figures drawn anew from evidence, as SVG that is part of a page: its colours are the page's, its text is text.

What a figure shows comes from students, and is nothing but numbers and words here. The same data give the same SVG.
"""

import hashlib
import io
import json
import math
import re
import warnings
from collections import Counter
from xml.etree import ElementTree

from markupsafe import Markup

SIZE = 4.2, 3.2  # inches
MARGINS = {"left": 0.17, "right": 0.96, "bottom": 0.16, "top": 0.88}  # shares of it
TICKS = 5  # of an axis, about; drawing them takes longest
LONGEST = 40  # characters of a label
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
# Colours that stand for the page's own, which change with light and dark.
INK, FAINT, MARK = "#010101", "#020202", "#030303"
SERIES = tuple(f"#0{number}0{number}0{number}" for number in range(4, 9))
COLOURS = {INK: "--ink", FAINT: "--line", MARK: "--mark"} | {
    colour: f"--series-{number}" for number, colour in enumerate(SERIES, 1)
}
STYLE = {
    "svg.fonttype": "none", "svg.hashsalt": "feedback", "font.family": "DejaVu Sans", "font.size": 9,
    "axes.edgecolor": FAINT, "axes.labelcolor": INK, "axes.titlecolor": INK, "text.color": INK, "text.usetex": False,
    "xtick.color": INK, "ytick.color": INK, "grid.color": FAINT, "legend.edgecolor": FAINT, "legend.facecolor": "none",
    "axes3d.xaxis.panecolor": "none", "axes3d.yaxis.panecolor": "none", "axes3d.zaxis.panecolor": "none",
    "figure.facecolor": "none", "axes.facecolor": "none", "path.simplify": True,
}  # fmt: skip


def key(figure, marked, title):
    """Return what tells drawings apart: a digest of all that ``draw`` is given."""
    return hashlib.sha256(json.dumps([figure, sorted(marked), title]).encode()).hexdigest()[:16]


def draw(figure, marked, title):
    """Return a figure as SVG.

    Args:
        figure: dict, evidence.
        marked: pieces that another figure does not have, as ``differences.unmatched`` tells them.
        title: what the figure is, for those who do not see it.

    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    name = key(figure, marked, title)
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # letters that a font does not have, scales that data do not suit
        picture = Figure(figsize=SIZE)
        FigureCanvasSVG(picture)
        _paint(picture, figure, set(marked))
        text = io.StringIO()
        picture.savefig(text, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _part_of_a_page(text.getvalue(), name, title, in_words(figure))


class Shown(dict):
    """Drawings by their keys, for one page: those that are shown again get identifiers of their own."""

    def __init__(self, drawings):
        super().__init__(drawings)
        self.times = Counter()

    def __getitem__(self, name):
        self.times[name] += 1
        drawing = super().__getitem__(name)
        return drawing if self.times[name] == 1 else Markup(drawing.replace(name, f"{name}-{self.times[name]}"))


def in_words(figure):
    """Return what a figure shows, as sentences."""
    parts = []
    for axes in figure["axes"]:
        labels = [_clipped(one["label"]) for one in axes["lines"] if _is_shown(one["label"])]
        curves = f"{len(axes['lines'])} curves" + (f": {', '.join(labels)}" if labels else "")
        solids = f", {len(axes['surfaces'])} surfaces" if axes["surfaces"] else ""
        named = ", ".join(_clipped(label) for label in axes["labels"] if label) or "no names"
        parts.append(f"{_clipped(axes['title']) or 'Axes'}: {curves}{solids}; axes: {named}.")
    return " ".join(parts) or "Nothing is drawn in it."


def _paint(picture, figure, marked):
    if figure["title"]:
        picture.suptitle(**_text(figure["title"]))
    many = len(figure["axes"])
    picture.subplots_adjust(**MARGINS, wspace=0.3)  # fixed: looking for the best ones takes as long as drawing
    for number, axes in enumerate(figure["axes"]):
        solid = len(axes["limits"]) == 3
        frame = picture.add_subplot(1, many, number + 1, projection="3d" if solid else None)
        for kind, paint in (("surfaces", _surface), ("lines", _line)):
            marks = [(number, kind, index) in marked for index in range(len(axes[kind]))]
            for index, piece in enumerate(axes[kind]):
                own = not marks[index] or (all(marks) and len(marks) > 1)  # where all are marked, colours tell more
                paint(frame, piece, SERIES[index % len(SERIES)] if own else MARK, marks[index], solid)
        _furnish(frame, axes, solid)


def _line(frame, line, colour, is_marked, solid):
    points = _numbers(line["points"])
    if len(points) != 2 + solid:
        return
    alone = len(points[0]) == 1
    style = {"linestyle": "--", "linewidth": 2.2} if is_marked else {"linewidth": 1.4}
    label = {"label": _clipped(line["label"])} if _is_shown(line["label"]) else {}
    frame.plot(*points, color=colour, marker="o" if alone else None, **style, **label)


def _surface(frame, surface, colour, is_marked, solid):
    points = _numbers(surface["points"])
    if not solid or surface["grid"] is None:
        frame.plot(*points[: 2 + solid], color=colour, linestyle="none", marker=".", markersize=2)
        return
    import numpy as np

    x, y, z = (np.reshape(one, surface["grid"]) for one in points)
    frame.plot_surface(
        x,
        y,
        z,
        color=colour,
        edgecolor=INK,
        linewidth=0.6 if is_marked else 0.2,
        alpha=0.6,
        shade=False,
        rstride=1,
        cstride=1,
    )


def _furnish(frame, axes, solid):
    """Give axes what their owner gave them: title, names, limits, scales, legend; whatever matplotlib will have."""
    frame.set_title(**_text(axes["title"], "label"))
    for name, label, limits in zip("xyz", axes["labels"], axes["limits"], strict=False):
        getattr(frame, f"set_{name}label")(**_text(label, f"{name}label"))
        if all(isinstance(end, float | int) and abs(end) < 1e100 for end in limits) and limits[0] != limits[1]:
            getattr(frame, f"set_{name}lim")(limits)
    frame.locator_params(nbins=TICKS)
    if not solid:
        for name, scale in zip("xy", axes["scales"], strict=False):
            if scale in ("log", "symlog"):
                getattr(frame, f"set_{name}scale")(scale)
    handles, labels = frame.get_legend_handles_labels()
    if axes["legend"] and handles:
        legend = frame.legend(handles, labels, fontsize=8)
        for text in legend.get_texts():
            text.set_parse_math(_is_mathematics(text.get_text()))


def _is_shown(label):
    return label and not label.startswith("_")  # the others are matplotlib's own


def _text(text, name="t"):
    clipped = _clipped(text)
    return {name: clipped, "parse_math": _is_mathematics(clipped)}


def _clipped(text):
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _is_mathematics(text):
    from matplotlib.mathtext import MathTextParser

    if text.count("$") < 2:
        return False
    try:
        MathTextParser("path").parse(text)
    except (ValueError, RecursionError):
        return False
    return True


def _numbers(points):
    """Return coordinates with gaps where a number is missing, or where it is too large to be drawn."""
    return [[math.nan if one is None or abs(one) > 1e100 else one for one in axis] for axis in points]


def _part_of_a_page(text, name, title, words):
    """Return a drawing as an element of HTML whose identifiers are its own and whose colours are the page's."""
    root = ElementTree.fromstring(text)
    for parent in root.iter():
        for child in [one for one in parent if one.tag in (f"{SVG}metadata", f"{SVG}style")]:
            parent.remove(child)
    for element in root.iter():
        element.tag = element.tag.removeprefix(SVG)
        element.attrib = {_plain(attribute): _own(attribute, value, name) for attribute, value in element.items()}
    view = root.get("viewBox")
    root.attrib = {"class": "drawing", "role": "img", "viewBox": view, "aria-labelledby": f"{name}-title {name}-words"}
    for place, (tag, content) in enumerate([("title", title), ("desc", words)]):
        element = ElementTree.Element(tag, {"id": f"{name}-{'title' if tag == 'title' else 'words'}"})
        element.text = content
        root.insert(place, element)
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _plain(attribute):
    return attribute.removeprefix(XLINK)


def _own(attribute, value, name):
    if attribute == "id":
        return f"{name}-{value}"
    if attribute == f"{XLINK}href":
        return f"#{name}-{value.removeprefix('#')}"
    value = re.sub(r"url\(#(\w+)\)", rf"url(#{name}-\1)", value)
    return re.sub(r"#0\d0\d0\d", lambda colour: f"var({COLOURS.get(colour[0], '--ink')})", value)
