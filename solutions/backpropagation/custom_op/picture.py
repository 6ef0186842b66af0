import numpy as np

from .reference import normalise_vjp, softmax, softmax_vjp

SIZE = 7.2, 2.5


def draw(figure):
    """Draw four Jacobians of five numbers as coloured fields: of softmax and of normalisation, each at two places."""
    flat, peaked = np.zeros((1, 5)), np.array([[0.0, 1.0, 4.0, 0.5, 0.0]])
    even, outlier = np.array([[-2.0, -1, 0, 1, 2]]), np.array([[0.0, 0.1, 5.0, 0.2, -0.1]])
    units = np.eye(5)
    tables = {
        "softmax, flat scores": [softmax_vjp(softmax(flat), unit[None])[0] for unit in units],
        "softmax, one wins": [softmax_vjp(softmax(peaked), unit[None])[0] for unit in units],
        "normalise, even": [normalise_vjp(even, unit[None], 1)[0] for unit in units],
        "normalise, an outlier": [normalise_vjp(outlier, unit[None], 1)[0] for unit in units],
    }
    for axes, (title, table) in zip(figure.subplots(1, 4), tables.items(), strict=True):
        largest = np.abs(table).max()
        axes.pcolormesh(np.array(table)[::-1], cmap="RdBu_r", vmin=-largest, vmax=largest, edgecolors="#808080",
                        linewidth=0.5)  # fmt: skip
        axes.set(aspect="equal", xticks=[], yticks=[])
        axes.set_title(title, fontsize=9)
        axes.set_xlabel(f"largest {largest:.2f}", fontsize=8.5)
