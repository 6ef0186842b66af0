import numpy as np

from .reference import convert, derivative_shape

SIZE = 7.2, 2.7


def draw(figure):
    """Draw the derivatives of three numbers by two as a table in each layout, each output in a colour of its own."""
    J = np.arange(6).reshape(3, 2)
    assert derivative_shape((3,), (2,), "numerator") == J.shape
    left, right = figure.subplots(1, 2)
    draw_table(left, J, "numerator layout: a row for each output")
    draw_table(right, convert(J), "denominator layout: a column for each output")


def draw_table(axes, table, title):
    """Draw the six slopes where a layout has them."""
    for (i, j), entry in np.ndenumerate(table):
        output, moved = divmod(int(entry), 2)
        axes.fill([j, j + 1, j + 1, j], [i, i, i + 1, i + 1], color=f"C{output}", alpha=0.2, linewidth=0)
        axes.plot([j, j + 1, j + 1, j, j], [i, i, i + 1, i + 1, i], color="#808080", linewidth=0.8)
        axes.text(j + 0.5, i + 0.5, f"∂F{output + 1} / ∂x{moved + 1}", ha="center", va="center", color=f"C{output}")
    axes.set(aspect=0.55, title=title, xticks=[], yticks=[], xlim=(-0.05, 3.05), ylim=(3.05, -0.05))
    axes.set_xlabel(f"shape {table.shape}")
    for side in axes.spines.values():
        side.set_visible(False)
