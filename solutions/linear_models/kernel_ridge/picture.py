import numpy as np

from .reference import krr_fit, predict, rbf


def draw(figure):
    """Draw twelve noisy points of a sine, and the fit for three penalties."""
    X = np.linspace(0, 6, 12)[:, None]
    y = np.sin(X[:, 0]) + 0.25 * np.random.default_rng(4).normal(size=12)
    grid, ell = np.linspace(-0.6, 6.6, 200)[:, None], 0.3
    for axes, lam in zip(figure.subplots(1, 3, sharey=True), (0.0001, 0.3, 10), strict=True):
        axes.plot(grid, np.sin(grid), "--", color="#808080", linewidth=1, label="the sine")
        axes.plot(grid, predict(grid, X, krr_fit(rbf(X, X, ell), y, lam), ell), label="the fit")
        axes.plot(X, y, "o", color="C1", markersize=4.5, label="what was measured")
        axes.set(title=f"λ = {lam:g}", xlabel="x", ylim=(-1.8, 1.8))
    handles, labels = axes.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3)
