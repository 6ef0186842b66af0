import numpy as np

from .reference import fit_delta, inv_dist

KNOWN = np.array([0.95, 1.3, 2.1])  # lengths of the bond at which both energies are known, in Å
R = np.linspace(0.85, 2.5, 181)


def draw(figure):
    """Draw the energies of a bond, cheap, expensive and corrected, and the difference learned of three points."""
    learned = fitted(cheap(KNOWN), expensive(KNOWN))
    left, right = figure.subplots(1, 2)
    left.plot(R, cheap(R), "--", label="cheap")
    left.plot(R, expensive(R), color="#808080", linewidth=3.5, label="expensive")
    left.plot(R, cheap(R) + learned, ":", color="C1", linewidth=2.2, label="cheap + learned")
    left.set(title="the energy of a bond", xlabel="distance, Å", ylabel="energy, eV", ylim=(-1.3, 0.3))
    left.legend()
    right.plot(R, expensive(R) - cheap(R), color="#808080", linewidth=3.5, label="expensive − cheap")
    right.plot(R, learned, ":", color="C1", linewidth=2.2, label="what is learned")
    right.plot(KNOWN, expensive(KNOWN) - cheap(KNOWN), "o", color="C0", label="known")
    right.set(title="the difference, at the same scale", xlabel="distance, Å", ylim=(-1.3, 0.3))
    right.legend()


def cheap(r):
    """Return the rough energy of two atoms at a distance, 0 where they are far apart."""
    return (1 - np.exp(-1.5 * (r - 1.18))) ** 2 - 1


def expensive(r):
    """Return the exact energy."""
    return 1.15 * ((1 - np.exp(-1.6 * (r - 1.15))) ** 2 - 1)


def fitted(low, high):
    """Return the fit to high − low at the known lengths, at all lengths."""
    ell, D = 0.3, np.array([inv_dist([[0, 0, 0], [r, 0, 0]]) for r in KNOWN])
    alpha = fit_delta(D, low, high, ell, 0.001)
    return np.exp(-((1 / R[:, None] - D[:, 0]) ** 2) / (2 * ell**2)) @ alpha
