import numpy as np

from .reference import elbo, elbo_grad

SIZE = 7.2, 3.2
X, C, S2 = np.array([2.0, 1.0]), np.ones((2, 1)), 1.0


def bound(mu, L):
    """Return the bound of the example for numbers mu and L."""
    return elbo(np.array([mu]), np.array([[L]]), X, C, S2)


def draw(figure):
    """Draw the bound below the evidence, with the gap between them, and level lines of it with an ascent."""
    left, right = figure.subplots(1, 2)
    best = 1 / np.sqrt(3)
    evidence = bound(1.0, best)
    mus = np.linspace(-0.2, 2.2, 97)
    lower = np.array([bound(mu, 0.25) for mu in mus])
    left.axhline(evidence, color="C2")
    left.plot(mus, lower, color="C0")
    left.plot(mus, [bound(mu, best) for mu in mus], color="C0", linestyle="--")
    left.fill_between(mus, lower, evidence, color="C1", alpha=0.25, linewidth=0)
    left.text(-0.2, evidence + 0.12, "log evidence", color="C2")
    left.text(1, evidence - 0.28, "gap", color="C1", ha="center", weight="bold")
    left.set(xlabel="µ", ylim=(-6.6, -2.9), title="L too small, and the best L (dashed)")
    Ls = np.linspace(0.12, 1.4, 80)
    height = np.array([[bound(mu, L) for mu in mus] for L in Ls])
    levels = evidence - np.array([3.0, 1.5, 0.8, 0.4, 0.15, 0.04])
    right.contour(mus, Ls, height, levels=levels, colors="#808080", linestyles="solid")
    path = [(0.0, 1.25)]
    for _ in range(60):
        mu, L = path[-1]
        by_mu, by_L = elbo_grad(np.array([mu]), np.array([[L]]), X, C, S2)
        path.append((mu + 0.06 * by_mu[0], L + 0.06 * by_L[0, 0]))
    right.plot(*np.transpose(path), "o-", color="C0", markersize=2.5, linewidth=1)
    right.plot(1, best, "*", color="C2", markersize=11)
    right.set(xlabel="µ", ylabel="L", title="up the bound, to the posterior")
