"""Draws the picture of an exercise with matplotlib: an SVG that follows light and dark, and a small PNG.

The same ``picture.py`` and reference give the same bytes, as far as matplotlib does: no date, no version, no
random names.
"""

import io
import re
import warnings
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.rcsetup import cycler
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from autograder.errors import CourseError

from .model import Exercise, load_module

SIZE = 7.2, 3.0  # inches, unless picture.py has a SIZE of its own
RESOLUTION, COLOURS = 120, 96  # of the PNG: dots an inch, and how many colours it keeps
# Each colour by day, and what it becomes in the dark. Fillings of other colours stay as they are.
PAPER, INK, LINE = ("#ffffff", "#1c1f25"), ("#1d1c1a", "#e9e6df"), ("#b9b4a8", "#6a707a")
SERIES = (("#0b5fae", "#7db9f5"), ("#c2410c", "#ffa070"), ("#1a7a46", "#83d6a1"), ("#8033a8", "#cf9cf2"),
          ("#946200", "#efc267"), ("#007a85", "#6fd3dc"))  # fmt: skip
GREY = ("#808080", "#9aa0a8")
PALETTE = dict((PAPER, INK, LINE, GREY, *SERIES))
STYLE: Any = {  # matplotlib's type of it names every setting
    "svg.fonttype": "path", "svg.hashsalt": "picture", "font.family": "DejaVu Sans", "font.size": 9.5,
    "mathtext.fontset": "cm", "text.usetex": False, "axes.titlesize": 10, "axes.titlecolor": INK[0],
    "axes.edgecolor": LINE[0], "axes.labelcolor": INK[0], "text.color": INK[0], "xtick.color": LINE[0],
    "ytick.color": LINE[0], "xtick.labelcolor": INK[0], "ytick.labelcolor": INK[0], "grid.color": LINE[0],
    "figure.facecolor": PAPER[0], "axes.facecolor": "none", "legend.facecolor": PAPER[0], "legend.edgecolor": LINE[0],
    "legend.framealpha": 0.9, "legend.fontsize": 8.5, "image.cmap": "viridis", "contour.linewidth": 0.9,
    "lines.linewidth": 1.8, "axes.spines.top": False, "axes.spines.right": False, "figure.constrained_layout.use": True,
    "axes.prop_cycle": cycler(color=[day for day, _ in SERIES]), "path.simplify_threshold": 0.2,
}  # fmt: skip
NO_METADATA = dict.fromkeys(("Date", "Creator", "Format", "Type"))
PATH = re.compile(r' d="[^"]*"')
TOO_EXACT = re.compile(r"(\.\d\d)\d+")  # a hundredth of a point is less than anyone sees, and than machines differ


def draw(exercise: Exercise, first_line: str, digest: str) -> tuple[str, bytes]:
    """Return what an exercise's ``picture.py`` draws, as SVG and as PNG.

    Args:
        exercise: one that has a picture.
        first_line: who made the files, and of what.
        digest: of what the picture is made of, which the SVG holds; the PNG changes only if what is seen does.

    Raises:
        CourseError: drawing it fails.

    """
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # such as that of a letter that the font does not have
        mpl.rcdefaults()  # whatever the settings of whoever draws
        mpl.rcParams.update(STYLE)
        module = load_module(exercise, "picture")
        figure = Figure(figsize=getattr(module, "SIZE", SIZE))
        FigureCanvasAgg(figure)
        try:
            module.draw(figure)
            return _svg(figure, first_line, digest), _png(figure, first_line)
        except Exception as error:
            cause = f"its draw(figure) fails: {type(error).__name__}: {error}"
            raise CourseError(exercise.path("picture.py"), cause, "mend it, then make stubs") from error


def _svg(figure: Figure, first_line: str, digest: str) -> str:
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={**NO_METADATA, "Identifier": digest})
    whole = PATH.sub(lambda path: TOO_EXACT.sub(r"\1", path[0]), text.getvalue())
    svg = whole[whole.index("<svg") :]
    start = svg.index(">") + 1
    return f"<!-- {first_line} -->\n{svg[:start]}\n <style>{_dark()}</style>{svg[start:]}"


def _dark() -> str:
    """Return the rules by which what was drawn by day is seen in the dark, where that is asked for."""
    rules = [
        f'[style*="{kind}: {day}"]{{{kind}:{dark} !important}}'
        for day, dark in PALETTE.items()
        for kind in ("fill", "stroke")
    ]
    return f"@media (prefers-color-scheme: dark){{{''.join(rules)}}}"


def _png(figure: Figure, first_line: str) -> bytes:
    whole, small, about = io.BytesIO(), io.BytesIO(), PngInfo()
    figure.savefig(whole, format="png", dpi=RESOLUTION)
    about.add_text("Comment", first_line)
    picture = Image.open(whole).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(small, "PNG", optimize=True, pnginfo=about)
    return small.getvalue()
