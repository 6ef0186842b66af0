"""Kinds of results that a function may spoil: what it returns, parts of that, figures, and what it refuses.

The docstring of a kind says what is wrong with a function that falls for it. What the engine's comparison takes for the
same everywhere is no kind: a list for a tuple, a whole number for a float, a 0-d array for a number.
"""

import numpy as np

from .faults import exchanged, forgives, gives, gives_beside, mapped, off
from .kinds import kind
from .subjects import (
    array_results,
    bool_results,
    drawn_axes,
    drawn_labels,
    drawn_legends,
    drawn_lines,
    drawn_surfaces,
    figures,
    keys,
    limited,
    number_results,
    number_types,
    parts,
    refusing,
    results,
    titled,
    turned,
    vector_results,
    word_results,
)

# Numbers and arrays


@kind(gives_beside, number_types)
def result_in_dtype_of(value, given):
    """Returns its result in the dtype of {0}."""
    dtype = np.asarray(given).dtype
    return np.asarray(value).astype(dtype)[()] if dtype.kind in "iuf" else value


@kind(gives, array_results)
def as_list(value):
    """Returns lists in place of arrays."""
    return _arrays(value, lambda array: array.tolist())


@kind(gives, vector_results)
def as_column(value):
    """Returns columns in place of vectors."""
    return _arrays(value, lambda array: array[:, None] if array.ndim == 1 else array)


@kind(gives, vector_results)
def as_row(value):
    """Returns rows in place of vectors."""
    return _arrays(value, lambda array: array[None] if array.ndim == 1 else array)


@kind(gives, array_results)
def squeezed(value):
    """Loses the axes of size 1 of its result."""
    return _arrays(value, np.squeeze)


@kind(gives, turned)
def transposed_result(value):
    """Transposes its result where that is square."""
    return _arrays(value, lambda a: a.swapaxes(-1, -2) if a.ndim > 1 and a.shape[-1] == a.shape[-2] else a)


@kind(gives, number_results)
def in_brackets(value):
    """Returns arrays of one entry in place of numbers."""
    return mapped(lambda number: np.asarray([number]) if np.ndim(number) == 0 else number, value)


@kind(gives, results)
def in_single(value):
    """Returns float32 numbers."""
    return mapped(lambda x: np.asarray(x).astype(np.float32)[()] if np.asarray(x).dtype.kind == "f" else x, value)


@kind(gives, results)
def never_negative(value):
    """Returns 0 in place of what is negative."""
    return mapped(lambda number: np.maximum(number, 0), value)


@kind(gives, results)
def never_positive(value):
    """Returns 0 in place of what is positive."""
    return mapped(lambda number: np.minimum(number, 0), value)


@kind(gives, results)
def at_most_one(value):
    """Returns 1 in place of what is larger, and -1 in place of what is below."""
    return mapped(lambda number: np.clip(number, -1, 1), value)


@kind(gives, bool_results)
def as_number(value):
    """Returns 1 and 0 in place of True and False."""
    return _bools(value, int)


@kind(gives, bool_results)
def always_true(value):
    """Returns True, whatever is right."""
    return _bools(value, lambda _: True)


@kind(gives, bool_results)
def always_false(value):
    """Returns False, whatever is right."""
    return _bools(value, lambda _: False)


@kind(gives, word_results)
def in_capitals(value):
    """Returns words in capitals."""
    if isinstance(value, dict):
        return {key: in_capitals(part) for key, part in value.items()}
    return value.upper() if isinstance(value, str) else value


def _arrays(value, change):
    return mapped(lambda part: change(part) if np.ndim(part) else part, value)


def _bools(value, change):
    if isinstance(value, dict):
        return {key: _bools(part, change) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_bools(part, change) for part in value)
    return change(value) if isinstance(value, bool | np.bool_) else value


# Parts


@kind(gives, keys)
def without_key(value, key):
    """Leaves out {0}."""
    return {name: part for name, part in value.items() if name != key}


@kind(gives, parts)
def wrong_part(value, *place):
    """Is wrong in {0} alone."""
    return exchanged(value, place, off)


@kind(gives, parts)
def without_a_part(value, *place):
    """Returns None in place of {0}."""
    return exchanged(value, place, lambda part: None)


# What is to be refused


@kind(forgives, refusing)
def refuses_nothing():
    """Returns a number where it should refuse."""
    return 0.0


@kind(forgives, refusing)
def refuses_otherwise():
    """Refuses with an exception of a kind that nobody asked for."""
    raise RuntimeError("no")


# Figures: each takes a matplotlib figure, and the number of one of its axes, and perhaps of a line or label in it.


@kind(gives, figures)
def empty_figure(figure):
    """Returns a figure in which nothing is drawn."""
    for axes in figure.axes:
        axes.clear()
        axes.given_points = ()
    return figure


@kind(gives, drawn_axes)
def without_axes(figure, number):
    """Leaves out what is in axes {0} of its figure."""
    figure.delaxes(figure.axes[number])
    return figure


@kind(gives, titled)
def without_title(figure, number):
    """Gives axes {0} of its figure no title."""
    figure.axes[number].set_title("")
    return figure


@kind(gives, drawn_labels)
def without_label(figure, number, name):
    """Gives the {1}-axis of axes {0} of its figure no label."""
    getattr(figure.axes[number], f"set_{name}label")("")
    return figure


@kind(gives, drawn_legends)
def without_legend(figure, number):
    """Gives axes {0} of its figure no legend."""
    figure.axes[number].get_legend().remove()
    return figure


@kind(gives, drawn_legends)
def legend_too_short(figure, number):
    """Leaves the last entry out of the legend in axes {0} of its figure."""
    texts = figure.axes[number].get_legend().get_texts()
    texts[-1].set_text("")
    return figure


@kind(gives, drawn_legends)
def legend_turned_round(figure, number):
    """Names the curves of axes {0} of its figure in the legend in the opposite order."""
    axes = figure.axes[number]
    lines = [line for line in axes.lines if not str(line.get_label()).startswith("_")]
    for line, label in zip(lines, [line.get_label() for line in lines][::-1], strict=True):
        line.set_label(label)
    axes.legend()
    return figure


@kind(gives, drawn_lines)
def without_line(figure, number, line):
    """Leaves out line {1} in axes {0} of its figure."""
    figure.axes[number].lines[line].set_data([], [])
    return figure


@kind(gives, drawn_lines)
def half_a_line(figure, number, line):
    """Leaves out the second half of line {1} in axes {0} of its figure."""
    return _with_line(figure, number, line, lambda x, y: (x[: (x.size + 1) // 2], y[: (y.size + 1) // 2]))


@kind(gives, drawn_lines)
def wrong_line(figure, number, line):
    """Draws line {1} in axes {0} of its figure elsewhere."""
    return _with_line(figure, number, line, lambda x, y: (x, off(y)))


@kind(gives, drawn_lines)
def wrong_end_of_line(figure, number, line):
    """Draws the last tenth of line {1} in axes {0} of its figure elsewhere."""
    return _with_line(figure, number, line, lambda x, y: (x, np.where(np.arange(y.size) < 0.9 * y.size, y, off(y))))


def _with_line(figure, number, line, change):
    drawn = figure.axes[number].lines[line]
    x, y = (np.array(values, float) for values in drawn.get_data(orig=False))
    drawn.set_data(*change(x, y))
    return figure


@kind(gives, drawn_surfaces)
def without_surface(figure, number, surface):
    """Leaves out surface {1} in axes {0} of its figure."""
    axes = figure.axes[number]
    axes.given_points = tuple(points for i, points in enumerate(axes.given_points) if i != surface)
    return figure


@kind(gives, drawn_surfaces)
def wrong_surface(figure, number, surface):
    """Draws surface {1} in axes {0} of its figure elsewhere."""
    return _with_surface(figure, number, surface, lambda x, y, z: (x, y, off(z)))


@kind(gives, drawn_surfaces)
def half_a_surface(figure, number, surface):
    """Leaves out half of surface {1} in axes {0} of its figure."""
    return _with_surface(figure, number, surface, lambda *grids: tuple(grid[: grid.size // 2] for grid in grids))


def _with_surface(figure, number, surface, change):
    axes = figure.axes[number]
    axes.given_points = tuple(change(*grids) if i == surface else grids for i, grids in enumerate(axes.given_points))
    return figure


@kind(gives, limited)
def narrow_limits(figure, number, name):
    """Shows a tenth of the {1}-axis of axes {0} of its figure."""
    axes = figure.axes[number]
    low, high = getattr(axes, f"get_{name}lim")()
    getattr(axes, f"set_{name}lim")(low, low + (high - low) / 10)
    return figure


@kind(gives, limited)
def wide_limits(figure, number, name):
    """Shows a hundred times as much of the {1}-axis of axes {0} of its figure."""
    axes = figure.axes[number]
    low, high = getattr(axes, f"get_{name}lim")()
    getattr(axes, f"set_{name}lim")(low - 50 * (high - low), high + 50 * (high - low))
    return figure
