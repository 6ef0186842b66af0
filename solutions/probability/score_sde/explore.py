# Move the time: two modes melt into one, and the score, which points to where data are, becomes -x.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def draw_diffusion(t):
    """Draw the density of a mixture at time t, and its score along x."""
    w, m, s = np.array([0.5, 0.5]), np.array([[-1.5], [1.5]]), np.array([0.3, 0.5])
    x = np.linspace(-3.5, 3.5, 201)
    means, v = (np.asarray(part, dtype=float) for part in diffused(t, m, s, 1.0))
    gaps = np.subtract.outer(x, means[:, 0])
    density = np.exp(-(gaps**2) / (2 * v)) / np.sqrt(2 * np.pi * v) @ w
    slope = np.asarray(score(x[:, None], t, w, m, s, 1.0), dtype=float)[:, 0]
    _, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(6, 4))
    above.plot(x, density)
    above.set_title(f"density at t = {t:.2f}")
    below.plot(x, slope)
    below.axhline(0, color="gray", linewidth=0.5)
    below.set_ylim(-10, 10)
    below.set_title("score: to the right where it is positive")
    below.set_xlabel("x")


interact(draw_diffusion, t=(0, 4, 0.05, 0.3))
