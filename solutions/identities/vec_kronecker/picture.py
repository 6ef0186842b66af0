import numpy as np

from .reference import commutation, duplication, kron_op

SIZE = 7.2, 3.0


def draw(figure):
    """Draw a Kronecker product as blocks, and a commutation and a duplication matrix as dots."""
    A, B = np.array([[1.0, 2, 3], [2, 0.5, 1]]), np.array([[1.0, -0.6], [0.4, 0.8]])
    blocks, swap, copy = figure.subplots(1, 3)
    table = kron_op(A, B)
    largest = np.abs(table).max()
    blocks.pcolormesh(table, cmap="RdBu_r", vmin=-largest, vmax=largest, edgecolors="#808080", linewidth=0.4)
    for row in range(3):
        blocks.plot([0, 6], [2 * row, 2 * row], color="#111111", linewidth=1.6)
    for column in range(3):
        blocks.plot([3 * column, 3 * column], [0, 4], color="#111111", linewidth=1.6)
    blocks.set_title("Bᵀ ⊗ A: every block is A,\ntimes an entry of Bᵀ", fontsize=9)
    draw_dots(swap, commutation(3, 4), "the commutation of 3 × 4:\nevery entry goes to one place")
    draw_dots(copy, duplication(4), "the duplication for n = 4:\nsome entries go to two")
    for axes in (blocks, swap, copy):
        axes.set_aspect("equal")
        axes.invert_yaxis()
        axes.set_axis_off()


def draw_dots(axes, table, title):
    """Draw the ones of a matrix of zeros and ones as dots."""
    rows, columns = np.nonzero(table)
    axes.hlines(np.arange(table.shape[0] + 1), 0, table.shape[1], color="#808080", linewidth=0.3)
    axes.vlines(np.arange(table.shape[1] + 1), 0, table.shape[0], color="#808080", linewidth=0.3)
    axes.plot(columns + 0.5, rows + 0.5, "o", color="C0", markersize=5)
    axes.set_title(title, fontsize=9)
