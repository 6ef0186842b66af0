import numpy as np

from .reference import gaussian_logpdf

SIZE = 7.2, 3.2
SIGMA, KNOWN = np.array([[2.0, 1.6], [1.6, 2.0]]), 1.5


def draw(figure):
    """Draw the ellipses of a Gaussian, cut where one coordinate is known, and the densities of the other there."""
    left, right = figure.subplots(1, 2, width_ratios=[1, 1.25])
    line = np.linspace(-4, 4, 161)
    grid = np.stack(np.meshgrid(line, line), axis=-1)
    height = gaussian_logpdf(grid.reshape(-1, 2), np.zeros(2), SIGMA).reshape(161, 161)
    top = height.max()
    left.contour(line, line, height, levels=[top - 3.0, top - 1.2, top - 0.3], colors="#808080", linestyles="solid")
    left.axhline(KNOWN, color="C1")
    left.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", title="level lines of the density")
    left.text(-3.9, KNOWN + 0.15, f"$x_2 = {KNOWN}$", color="C1")
    along = np.stack([line, np.full(line.shape, KNOWN)], axis=1)
    cut = np.exp(gaussian_logpdf(along, np.zeros(2), SIGMA))
    whole = np.exp(gaussian_logpdf(line[:, None], np.zeros(1), SIGMA[:1, :1]))
    right.plot(line, whole, color="#808080", label="nothing is known of $x_2$")
    right.plot(line, cut / (cut.sum() * (line[1] - line[0])), color="C1", label=f"$x_2 = {KNOWN}$ is known")
    right.set(xlabel="$x_1$", ylim=(0, 0.75), title="density of $x_1$")
    right.legend(loc="upper left")
