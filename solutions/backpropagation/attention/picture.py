import numpy as np

from .reference import attention, attention_vjp

SIZE = 7.2, 3.2


def draw(figure):
    """Draw the weights of six causal queries, and how the scores would have to move for a given gradient."""
    rng = np.random.default_rng(2)
    units = np.eye(6)  # keys and values of which each is one axis, so that weights and scores can be read off
    Q, U = 4 * rng.normal(size=(6, 6)), rng.normal(size=(6, 6))
    P = attention(Q, units, units, causal=True)
    dS = np.sqrt(6) * attention_vjp(Q, units, units, U, causal=True)[0]
    left, right = figure.subplots(1, 2)
    draw_table(left, P, "Blues", 0, 1, "weights P")
    largest = np.abs(dS).max()
    draw_table(right, dS, "RdBu_r", -largest, largest, "gradient by the scores, dS")


def draw_table(axes, table, colours, low, high, title):
    """Draw a table as coloured fields; what a causal query may not see is crossed out."""
    fields = axes.pcolormesh(table, cmap=colours, vmin=low, vmax=high, edgecolors="#808080", linewidth=0.5)
    for i, j in zip(*np.triu_indices(6, 1), strict=True):
        axes.plot([j + 0.35, j + 0.65], [i + 0.35, i + 0.65], color="#808080", linewidth=1)
    axes.set(
        aspect="equal", title=title, xlabel="key", ylabel="query", xticks=np.arange(6) + 0.5, yticks=np.arange(6) + 0.5
    )
    axes.set_xticklabels(range(6))
    axes.set_yticklabels(range(6))
    axes.invert_yaxis()
    axes.figure.colorbar(fields, ax=axes, shrink=0.9)
