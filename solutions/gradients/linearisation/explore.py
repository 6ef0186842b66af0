# Move the point, and make the grid smaller: the smaller it is, the better do the bent and the straight lines agree.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def draw_linearisation(x, y, half):
    """Draw a grid around (x, y), its image, its linear image, and the columns of the Jacobian as arrows."""

    def F(u):
        return np.stack([u[..., 0] ** 2 - u[..., 1] ** 2, 2 * u[..., 0] * u[..., 1]], axis=-1)

    def J(u):
        return 2 * np.array([[u[0], -u[1]], [u[1], u[0]]])

    def draw_grid(axes, grid, label, **style):
        lines = [axes.plot(*np.moveaxis(one, -1, 0), **style) for one in (grid, grid.swapaxes(0, 1))]
        lines[0][0].set_label(label)

    def draw_arrows(axes, start, ends):
        for j, end in enumerate(ends):
            axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": f"C{j + 2}", "linewidth": 2.5})
            axes.plot(*end, ".", color=f"C{j + 2}", label=f"{half:g} along column {j}")

    x0 = np.array([x, y])
    L = linearise(F, J, x0)
    true, lin = grid_lines(F, x0, half, 11)
    before, _ = grid_lines(lambda u: 1.0 * u, x0, half, 11)
    corners = x0 + half * np.eye(2)
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 5), layout="constrained")
    draw_grid(left, before, "grid", color="C0", linewidth=0.8)
    draw_arrows(left, x0, corners)
    draw_grid(right, true, "F", color="C0", linewidth=0.8)
    draw_grid(right, lin, "L", color="C1", linewidth=0.8, linestyle="--")
    draw_arrows(right, L(x0), L(corners))
    edges = (L(x0 + np.eye(2)) - L(x0)).T
    rows = ", ".join("[" + ", ".join(f"{value:.2f}" for value in row) + "]" for row in edges)
    left.set(title=f"the grid around ({x:.2f}, {y:.2f})", xlabel="x", ylabel="y", aspect="equal")
    right.set(title=f"after the map, J = [{rows}]", xlabel="x² − y²", ylabel="2xy", aspect="equal")
    figure.legend(*right.get_legend_handles_labels(), loc="outside lower center", ncols=4)


interact(draw_linearisation, x=(-2, 2, 0.1, 1), y=(-2, 2, 0.1, 1), half=(0.05, 1, 0.05, 0.5))
