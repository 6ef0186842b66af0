# Close the gap: two eigenvalues come near, turn away from each other, and swap their slopes ever more suddenly.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def draw_crossing(t, gap):
    """Draw the eigenvalues of S + tE over t, with the slopes that d_eig gives at t, and how fast a vector turns."""
    S, E = np.array([[0.0, gap / 2], [gap / 2, 0.0]]), np.diag([1.0, -1.0])
    times = np.linspace(-1, 1, 201)
    curves = np.linalg.eigvalsh(S + times[:, None, None] * E)
    lam, V = np.linalg.eigh(S + t * E)
    slopes, turns = (np.asarray(part, dtype=float) for part in d_eig(lam, V, E))
    _, axes = plt.subplots(figsize=(5.5, 3.6))
    axes.plot(times, curves, color="gray")
    near = np.array([t - 0.3, t + 0.3])
    for value, slope in zip(lam, slopes, strict=True):
        axes.plot(near, value + slope * (near - t), linewidth=3)
    axes.set_ylim(-1.3, 1.3)
    axes.set_xlabel("t")
    axes.set_title(f"each eigenvector turns by {np.linalg.norm(turns[:, 0]):.3g} a unit of t")


interact(draw_crossing, t=(-0.9, 0.9, 0.01, 0.2), gap=(0.02, 1, 0.02, 0.4))
