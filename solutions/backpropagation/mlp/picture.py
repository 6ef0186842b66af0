from matplotlib.patches import FancyBboxPatch

from .reference import mlp_backward, mlp_forward, mlp_loss

SIZE = 7.2, 2.6


def draw(figure):
    """Draw the network of the example as boxes: values run forwards above the line, gradients backwards below it."""
    X, Y, W1, b1, W2, b2 = [[1.0]], [[0.0]], [[0.5]], [0.0], [[2.0]], [0.0]
    H, O = mlp_forward(X, W1, b1, W2, b2)
    back = mlp_backward(X, Y, W1, b1, W2, b2)
    forward = [1.0, 0.5, H[0, 0], O[0, 0], mlp_loss(X, Y, W1, b1, W2, b2)]
    dO, dZ = back["b2"][0], back["b1"][0]
    backward = [back["X"][0, 0], dZ, dO * W2[0][0], dO, 1.0]
    axes = figure.subplots()
    axes.set_axis_off()
    axes.set(xlim=(-0.6, 10.6), ylim=(0, 4))
    for k, (name, shape) in enumerate(
        (("X", "N × d"), ("Z", "N × h"), ("H", "N × h"), ("O", "N × k"), ("L", "number"))
    ):
        x = 2.5 * k
        box = {"boxstyle": "round,pad=0.1", "facecolor": "none", "edgecolor": "C0", "linewidth": 1.6}
        axes.add_patch(FancyBboxPatch((x - 0.35, 1.65), 0.7, 0.7, **box))
        axes.text(x, 2.0, name, ha="center", va="center", fontsize=13)
        axes.text(x, 1.35, shape, ha="center", va="center", color="#808080", fontsize=8)
        axes.text(x, 2.8, f"{forward[k]:.3f}", ha="center", color="C0")
        axes.text(x, 0.8, f"{backward[k]:.3f}", ha="center", color="C1")
    for k, way in enumerate(("times W₁,\nplus b₁", "tanh", "times W₂,\nplus b₂", "half the mean\nof squares")):
        x = 2.5 * k
        axes.annotate("", (x + 1.95, 2.15), (x + 0.55, 2.15), arrowprops={"arrowstyle": "-|>", "color": "C0"})
        axes.annotate("", (x + 0.55, 1.85), (x + 1.95, 1.85), arrowprops={"arrowstyle": "-|>", "color": "C1"})
        axes.text(x + 1.25, 2.35, way, ha="center", fontsize=8)
    axes.text(-0.5, 3.4, "forwards: values", color="C0", weight="bold")
    axes.text(-0.5, 0.15, "backwards: gradients of L", color="C1", weight="bold")
