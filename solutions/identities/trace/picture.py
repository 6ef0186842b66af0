import numpy as np

SIZE = 7.2, 2.9


def draw(figure):
    """Draw two factors and their products in both orders, the diagonals marked with their entries and sums."""
    M = np.array([[1, 2, 0, 1], [3, 0, 1, 2]])
    N = np.array([[2, 1], [0, 3], [1, 0], [2, 1]])
    tables = {"M": M, "N": N, f"MN: trace {np.trace(M @ N)}": M @ N, f"NM: trace {np.trace(N @ M)}": N @ M}
    for axes, (title, table) in zip(figure.subplots(1, 4), tables.items(), strict=True):
        rows, columns = table.shape
        axes.hlines(range(rows + 1), 0, columns, color="#808080", linewidth=0.7)
        axes.vlines(range(columns + 1), 0, rows, color="#808080", linewidth=0.7)
        product = "trace" in title
        for (i, j), number in np.ndenumerate(table):
            marked = product and i == j
            axes.text(j + 0.5, i + 0.5, str(number), ha="center", va="center", color="C1" if marked else "#808080",
                      weight="bold" if marked else "normal", fontsize=11)  # fmt: skip
        axes.set(aspect="equal", title=title, xlim=(-0.05, 4.05), ylim=(4.05, -0.05), xticks=[], yticks=[])
        axes.set_xlabel(f"{rows} × {columns}")
        for side in axes.spines.values():
            side.set_visible(False)
