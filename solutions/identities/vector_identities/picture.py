import numpy as np

from .reference import d_quadratic

SIZE = 7.2, 3.3


def draw(figure):
    """Draw level lines of xᵀAx with its gradients for a symmetric and for another matrix, beside 2Ax."""
    for axes, A in zip(figure.subplots(1, 2), (np.array([[1.0, 0.6], [0.6, 1.4]]), np.array([[1.0, 2.2], [-1.0, 1.4]])),
                       strict=True):  # fmt: skip
        u, v = np.meshgrid(np.linspace(-2.3, 2.3, 90), np.linspace(-1.9, 1.9, 80))
        points = np.stack([u, v], axis=-1)
        axes.contour(u, v, np.einsum("...i,ij,...j", points, A, points), levels=[0.3, 1, 2, 3.2, 5], colors="#808080")
        for angle in np.arange(0.4, 6.4, 1.05):
            x = 1.05 * np.array([np.cos(angle), np.sin(angle)])
            for step, colour, width in ((2 * A @ x, "C4", 4.5), (d_quadratic(A, x), "C1", 1.8)):
                arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": width, "shrinkA": 0, "shrinkB": 0,
                         "alpha": 0.5 if colour == "C4" else 1}  # fmt: skip
                axes.annotate("", x + 0.2 * step, x, arrowprops=arrow)
            axes.plot(*x, "o", color="C0", markersize=4)
        symmetric = np.array_equal(A, A.T)
        axes.set(aspect="equal", title="A symmetric" if symmetric else "A not symmetric", xlabel="x₁", ylabel="x₂")
    axes.plot([], [], color="C1", label="the gradient")
    axes.plot([], [], color="C4", alpha=0.5, linewidth=4.5, label="2Ax")
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)
