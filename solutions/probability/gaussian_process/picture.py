import numpy as np

from .reference import gp_logml, gp_predict

SIZE = 7.2, 2.9


def draw(figure):
    """Draw what nine measurements say of a function, with its band, for three length scales."""
    rng = np.random.default_rng(7)
    X = np.sort(rng.uniform(0, 5, size=9))
    y = np.sin(1.5 * X) + 0.2 * rng.normal(size=9)
    Z = np.linspace(-0.5, 6.5, 141)
    for axes, scale in zip(figure.subplots(1, 3, sharey=True), (0.2, 0.8, 3.0), strict=True):
        theta = np.log([1.0, scale, 0.2])
        mean, variance = gp_predict(theta, X[:, None], y, Z[:, None])
        reach = 2 * np.sqrt(np.maximum(variance, 0))
        axes.fill_between(Z, mean - reach, mean + reach, color="C0", alpha=0.2, linewidth=0)
        axes.plot(Z, mean, color="C0")
        axes.plot(X, y, "o", color="C1", markersize=4)
        chance = f"{gp_logml(theta, X[:, None], y):.1f}".replace("-", "−")
        axes.set(title=f"ℓ = {scale:g}: log p = {chance}", xlabel="x", ylim=(-2.7, 2.7))
