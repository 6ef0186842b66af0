import numpy as np

from .reference import chain_cost

SIZE = 7.2, 3.0


def draw(figure):
    """Draw the sizes of a chain as a funnel, and what both orders cost against the number of outputs."""
    sizes = [1000, 100, 50, 1]
    left, right = figure.subplots(1, 2, width_ratios=[1.2, 1])
    heights = 0.5 + np.log10(sizes)
    for k in range(3):
        low, high = heights[k] / 2, heights[k + 1] / 2
        left.fill([k, k + 1, k + 1, k], [-low, -high, high, low], color=f"C{k}", alpha=0.25, linewidth=0)
        left.text(k + 0.5, 0, f"J{'₁₂₃'[k]}", ha="center", va="center", fontsize=13)
        left.text(k + 0.5, -0.35, f"{sizes[k + 1]} × {sizes[k]}", ha="center", va="center", fontsize=8)
    for k, size in enumerate(sizes):
        left.plot([k, k], [-heights[k] / 2, heights[k] / 2], color="#808080", linewidth=2.5)
        left.text(k, heights[k] / 2 + 0.12, str(size), ha="center")
    left.annotate("", (2.6, -2.2), (0.2, -2.2), arrowprops={"arrowstyle": "-|>", "color": "C1"})
    left.text(1.4, -2.12, "forward carries 1000 columns", ha="center", va="bottom", color="C1", fontsize=8.5)
    left.annotate("", (0.2, -2.6), (2.6, -2.6), arrowprops={"arrowstyle": "-|>", "color": "C0"})
    left.text(1.4, -2.68, "reverse carries 1 row", ha="center", va="top", color="C0", fontsize=8.5)
    left.set(xlim=(-0.3, 3.3), ylim=(-3.2, 2.2))
    left.set_axis_off()
    outputs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000]
    for mode, colour, style in (("forward", "C1", "--"), ("reverse", "C0", "-")):
        right.loglog(outputs, [chain_cost([1000, 100, 50, n], mode) for n in outputs], style, color=colour, label=mode)
    right.set(title="multiplications", xlabel="outputs, in the place of 1")
    right.legend()
