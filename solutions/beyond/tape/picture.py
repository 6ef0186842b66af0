import numpy as np
from matplotlib.patches import FancyBboxPatch

from .reference import evaluate, vjp

SIZE = 7.2, 3.0
PROGRAM = [("mul", 0, 0), ("mul", 1, 0), ("add", 1, 2)]
PLACES = [(0, 1.2), (2.5, 1.2), (4.6, 2.7), (6.7, 1.2)]


def draw(figure):
    """Draw the program of the example with values and adjoints, and how many sweeps a gradient takes."""
    left, right = figure.subplots(1, 2, width_ratios=[1.75, 1])
    draw_graph(left)
    n = np.arange(1, 101)
    right.loglog(n, n, color="C0", label="forwards")
    right.loglog(n, np.ones(100), color="C1", label="backwards")
    right.set(xlabel="inputs of a loss", title="sweeps for its gradient", ylim=(0.7, 130))
    right.legend(loc="upper left")


def adjoints(values):
    """Return the adjoint of each value: that of an input of the rest of the program."""
    return [float(vjp(PROGRAM[k:], values[: k + 1], 1.0)[k]) for k in range(len(values))]


def draw_graph(axes):
    """Draw a box for each value, the value above it and its adjoint below it, and arrows to what is made of it."""
    values = [float(value) for value in evaluate(PROGRAM, [2.0])]
    names = "x", "x · x", "x² · x", "x² + x³"
    axes.set_axis_off()
    axes.set(xlim=(-0.9, 7.6), ylim=(-0.3, 4.1))
    for (x, y), name, value, adjoint in zip(PLACES, names, values, adjoints(values), strict=True):
        box = {"boxstyle": "round,pad=0.1", "facecolor": "none", "edgecolor": "#808080", "linewidth": 1.4}
        axes.add_patch(FancyBboxPatch((x - 0.6, y - 0.3), 1.2, 0.6, **box))
        axes.text(x, y, name, ha="center", va="center")
        axes.text(x, y + 0.5, f"{value:g}", ha="center", va="bottom", color="C0", weight="bold")
        axes.text(x, y - 0.5, f"{adjoint:g}", ha="center", va="top", color="C1", weight="bold")
    for (_, *operands), end in zip(PROGRAM, PLACES[1:], strict=True):
        for operand, bend in zip(operands, (0.18, -0.18), strict=True):
            same = operands[0] == operands[1]
            style = {"arrowstyle": "-|>", "color": "#808080", "shrinkA": 22, "shrinkB": 22}
            style["connectionstyle"] = f"arc3,rad={bend if same else 0}"
            axes.annotate("", end, PLACES[operand], arrowprops=style)
    axes.text(-0.9, 3.8, "values, forwards", color="C0", weight="bold")
    axes.text(-0.9, -0.2, "adjoints, backwards", color="C1", weight="bold")
