import numpy as np

from .reference import descend, flow

SIZE = 7.2, 3.1


def draw(figure):
    """Draw level lines of the loss of the example with the flow, and with walks in short and in long steps."""
    A, wstar, w0 = np.array([[2.0, 1], [1, 2]]), np.array([1.0, 0]), np.array([3.0, 0])
    axes = figure.subplots()
    u, v = np.meshgrid(np.linspace(-0.6, 3.4, 100), np.linspace(-1.5, 1.1, 80))
    d = np.stack([u - 1, v], axis=-1)
    axes.contour(u, v, np.einsum("...i,ij,...j", d, A, d) / 2, levels=[0.1, 0.4, 1, 2, 4, 6], colors="#808080")
    axes.plot(*np.array([flow(A, wstar, w0, t) for t in np.linspace(0, 8, 150)]).T, linewidth=2.5, label="the flow")
    for rate, style, colour in ((0.25, "s--", "C2"), (0.62, "o-", "C1")):
        path = descend(lambda w: A @ (w - wstar), w0, rate, 12)
        axes.plot(*path.T, style, color=colour, markersize=4, linewidth=1.2, label=f"steps of {rate:g}")
    axes.plot(*wstar, "*", color="C4", markersize=12)
    axes.set(aspect="equal", xlabel="w₁", ylabel="w₂")
    axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5))
