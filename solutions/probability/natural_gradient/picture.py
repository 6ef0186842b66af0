import numpy as np

from .reference import fisher_gaussian, natural_gradient

SIZE = 7.2, 3.3
STARTS = (2.0, -0.9), (2.3, 1.2)


def slope(theta):
    """Return the gradient of KL(N(0, 1) ‖ N(μ, σ²)) by (μ, log σ)."""
    mu, sigma = theta[0], np.exp(theta[1])
    return np.array([mu / sigma**2, 1 - (1 + mu**2) / sigma**2])


def by_ruler(theta):
    """Return the natural gradient of the same."""
    return natural_gradient(fisher_gaussian(np.exp(theta[1])), slope(theta))


def descend(step_of, start):
    """Return a path of small steps against a gradient, each 0.02 long in the picture or less."""
    path = [np.array(start)]
    for _ in range(400):
        way = step_of(path[-1])
        path.append(path[-1] - way * min(0.05, 0.02 / max(np.linalg.norm(way), 1e-9)))
    return np.array(path)


def draw(figure):
    """Draw steps of one size by the divergence, and two ways down a bowl of it: by both gradients."""
    left, right = figure.subplots(1, 2)
    turn = np.linspace(0, 2 * np.pi, 61)
    for sigma in (0.3, 0.75, 1.9):
        for mu in (-1.5, 0, 1.5):
            half = np.sqrt(2 * 0.05 / np.diag(fisher_gaussian(sigma)))
            left.plot(mu + half[0] * np.cos(turn), np.log(sigma) + half[1] * np.sin(turn), color="C0")
    left.set(title="steps with a divergence of 0.05", xlabel="µ", ylabel="log σ")
    left.set(aspect="equal", xlim=(-2.3, 2.3), ylim=(-1.9, 1.5))
    mu, log_sigma = np.meshgrid(np.linspace(-0.7, 2.6, 120), np.linspace(-1.2, 1.4, 120))
    divergence = log_sigma + (1 + mu**2) / (2 * np.exp(2 * log_sigma)) - 0.5
    right.contour(mu, log_sigma, np.log(divergence + 0.02), levels=12, colors="#808080", linestyles="solid")
    for start in STARTS:
        right.plot(*descend(slope, start).T, color="C1", label="gradient" if start is STARTS[0] else None)
        right.plot(*descend(by_ruler, start).T, color="C0", label="natural gradient" if start is STARTS[0] else None)
        right.plot(*start, "o", color="C3", markersize=5)
    right.plot(0, 0, "*", color="C3", markersize=10)
    right.set(title="two ways down a divergence", xlabel="µ", aspect="equal")
    right.legend(loc="lower left")
