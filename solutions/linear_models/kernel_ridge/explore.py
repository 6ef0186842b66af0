# Move the penalty and the length scale: from a comb of needles through every point to a flat line.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def draw_fit(log_lam, ell):
    """Draw twelve noisy points of a sine, and your fit to them."""
    X = np.linspace(0, 6, 12)[:, None]
    y = np.sin(X[:, 0]) + 0.25 * np.random.default_rng(4).normal(size=12)
    grid, lam = np.linspace(-0.6, 6.6, 400)[:, None], 10.0**log_lam
    alpha = krr_fit(rbf(X, X, ell), y, lam)
    fit, left = predict(grid, X, alpha, ell), y - predict(X, X, alpha, ell)
    _, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
    axes.plot(grid, np.sin(grid), "--", color="0.6", label="sine")
    axes.plot(grid, fit, label="your fit")
    axes.plot(X, y, "o", color="C1", label="points")
    axes.set(title=f"λ = {lam:.3g}, ℓ = {ell:g}: it misses the points by {np.mean(np.abs(left)):.3f} on average",
             xlabel="x", ylim=(-2, 2))  # fmt: skip
    axes.legend(loc="upper right")


interact(draw_fit, log_lam=(-4, 2, 0.1, -1), ell=(0.05, 2, 0.05, 0.5))
