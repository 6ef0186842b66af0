"""Kinds of figures that a function may spoil.

The docstring of a kind says what is wrong with a function that falls for it. Each takes a matplotlib figure, and the
number of one of its axes, and perhaps of a line or label in it.
"""

from typing import Any

import numpy as np

from .faults import gives
from .kinds import kind
from .output_cases import drawn_axes, drawn_labels, drawn_legends, drawn_lines, drawn_surfaces, figures, limited, titled
from .spoiling import Change, off


@kind(gives, figures)
def empty_figure(figure: Any) -> Any:
    """Returns a figure in which nothing is drawn."""
    for axes in figure.axes:
        axes.clear()
        axes.given_points = ()
    return figure


@kind(gives, drawn_axes)
def without_axes(figure: Any, number: int) -> Any:
    """Leaves out what is in axes {0} of its figure."""
    figure.delaxes(figure.axes[number])
    return figure


@kind(gives, titled)
def without_title(figure: Any, number: int) -> Any:
    """Gives axes {0} of its figure no title."""
    figure.axes[number].set_title("")
    return figure


@kind(gives, drawn_labels)
def without_label(figure: Any, number: int, name: str) -> Any:
    """Gives the {1}-axis of axes {0} of its figure no label."""
    getattr(figure.axes[number], f"set_{name}label")("")
    return figure


@kind(gives, drawn_legends)
def without_legend(figure: Any, number: int) -> Any:
    """Gives axes {0} of its figure no legend."""
    figure.axes[number].get_legend().remove()
    return figure


@kind(gives, drawn_legends)
def legend_too_short(figure: Any, number: int) -> Any:
    """Leaves the last entry out of the legend in axes {0} of its figure."""
    texts = figure.axes[number].get_legend().get_texts()
    texts[-1].set_text("")
    return figure


@kind(gives, drawn_legends)
def legend_turned_round(figure: Any, number: int) -> Any:
    """Names the curves of axes {0} of its figure in the legend in the opposite order."""
    axes = figure.axes[number]
    lines = [line for line in axes.lines if not str(line.get_label()).startswith("_")]
    for line, label in zip(lines, [line.get_label() for line in lines][::-1], strict=True):
        line.set_label(label)
    axes.legend()
    return figure


@kind(gives, drawn_lines)
def without_line(figure: Any, number: int, line: int) -> Any:
    """Leaves out line {1} in axes {0} of its figure."""
    figure.axes[number].lines[line].set_data([], [])
    return figure


@kind(gives, drawn_lines)
def half_a_line(figure: Any, number: int, line: int) -> Any:
    """Leaves out the second half of line {1} in axes {0} of its figure."""
    return _with_line(figure, number, line, lambda x, y: (x[: (x.size + 1) // 2], y[: (y.size + 1) // 2]))


@kind(gives, drawn_lines)
def wrong_line(figure: Any, number: int, line: int) -> Any:
    """Draws line {1} in axes {0} of its figure elsewhere."""
    return _with_line(figure, number, line, lambda x, y: (x, off(y)))


@kind(gives, drawn_lines)
def wrong_end_of_line(figure: Any, number: int, line: int) -> Any:
    """Draws the last tenth of line {1} in axes {0} of its figure elsewhere."""
    return _with_line(figure, number, line, lambda x, y: (x, np.where(np.arange(y.size) < 0.9 * y.size, y, off(y))))


def _with_line(figure: Any, number: int, line: int, change: Change) -> Any:
    drawn = figure.axes[number].lines[line]
    x, y = (np.array(values, float) for values in drawn.get_data(orig=False))
    drawn.set_data(*change(x, y))
    return figure


@kind(gives, drawn_surfaces)
def without_surface(figure: Any, number: int, surface: int) -> Any:
    """Leaves out surface {1} in axes {0} of its figure."""
    axes = figure.axes[number]
    axes.given_points[surface][-1].remove()  # what is there and nobody remembers is looked at all the same
    axes.given_points = tuple(points for i, points in enumerate(axes.given_points) if i != surface)
    return figure


@kind(gives, drawn_surfaces)
def wrong_surface(figure: Any, number: int, surface: int) -> Any:
    """Draws surface {1} in axes {0} of its figure elsewhere."""
    return _with_surface(figure, number, surface, lambda x, y, z: (x, y, off(z)))


@kind(gives, drawn_surfaces)
def half_a_surface(figure: Any, number: int, surface: int) -> Any:
    """Leaves out half of surface {1} in axes {0} of its figure."""
    return _with_surface(figure, number, surface, lambda *grids: tuple(grid[: grid.size // 2] for grid in grids))


def _with_surface(figure: Any, number: int, surface: int, change: Change) -> Any:
    axes = figure.axes[number]
    axes.given_points = tuple(
        (*change(*grids[:3]), *grids[3:]) if i == surface else grids for i, grids in enumerate(axes.given_points)
    )
    return figure


@kind(gives, limited)
def narrow_limits(figure: Any, number: int, name: str) -> Any:
    """Shows a tenth of the {1}-axis of axes {0} of its figure."""
    axes = figure.axes[number]
    low, high = getattr(axes, f"get_{name}lim")()
    getattr(axes, f"set_{name}lim")(low, low + (high - low) / 10)
    return figure


@kind(gives, limited)
def wide_limits(figure: Any, number: int, name: str) -> Any:
    """Shows a hundred times as much of the {1}-axis of axes {0} of its figure."""
    axes = figure.axes[number]
    low, high = getattr(axes, f"get_{name}lim")()
    getattr(axes, f"set_{name}lim")(low - 50 * (high - low), high + 50 * (high - low))
    return figure
