import numpy as np

from .reference import fit_delta, inv_dist


def draw(figure):
    """Draw the energies of a bond, cheap, expensive and corrected, and the difference learned of three points."""
    r = np.linspace(0.8, 2.6, 150)
    low, high = morse(r, 1.0, 1.6, 1.08), morse(r, 1.15, 1.45, 1.15)
    known = np.array([0.95, 1.3, 2.1])
    D = np.array([inv_dist([[0, 0, 0], [distance, 0, 0]]) for distance in known])
    ell = 0.5
    alpha = fit_delta(D, morse(known, 1.0, 1.6, 1.08), morse(known, 1.15, 1.45, 1.15), ell, 0.001)
    learned = np.exp(-((1 / r[:, None] - D[:, 0]) ** 2) / (2 * ell**2)) @ alpha
    left, right = figure.subplots(1, 2)
    left.plot(r, low, "--", label="cheap")
    left.plot(r, high, color="#808080", linewidth=3.5, label="expensive")
    left.plot(r, low + learned, ":", color="C1", linewidth=2.2, label="cheap + learned")
    left.set(title="the energy of a bond", xlabel="distance, Å", ylabel="energy, eV", ylim=(-1.3, 0.3))
    left.legend()
    right.plot(r, high - low, color="#808080", linewidth=3.5, label="expensive − cheap")
    right.plot(r, learned, ":", color="C1", linewidth=2.2, label="what is learned")
    right.plot(known, morse(known, 1.15, 1.45, 1.15) - morse(known, 1.0, 1.6, 1.08), "o", color="C0", label="known")
    right.set(title="the difference, at the same scale", xlabel="distance, Å", ylim=(-1.3, 0.3))
    right.legend()


def morse(r, depth, width, rest):
    """Return the energy of two atoms at a distance, 0 where they are far apart."""
    return depth * ((1 - np.exp(-width * (r - rest))) ** 2 - 1)
