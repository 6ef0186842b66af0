# Move the length scale and the noise: the band is what your gp_predict knows, the title what your gp_logml says of it.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def draw_process(length, noise):
    """Draw nine measurements, and the mean and the band of two deviations of the function behind them."""
    X = np.linspace(-3, 3, 9)[:, None]
    y = np.sin(1.5 * X[:, 0]) + 0.15 * np.cos(40 * X[:, 0])
    Z = np.linspace(-5, 5, 201)[:, None]
    theta = np.log([1.0, length, noise])
    mean, variance = (np.asarray(part, dtype=float) for part in gp_predict(theta, X, y, Z))
    reach = 2 * np.sqrt(np.maximum(variance, 0))
    _, frame = plt.subplots(figsize=(6, 3))
    frame.fill_between(Z[:, 0], mean - reach, mean + reach, alpha=0.2)
    frame.plot(Z[:, 0], mean)
    frame.plot(X[:, 0], y, "o", color="black")
    frame.set_ylim(-3, 3)
    frame.set_title(f"log p(y) = {float(gp_logml(theta, X, y)):.2f}")


interact(draw_process, length=(0.2, 3, 0.1, 0.8), noise=(0.05, 1, 0.05, 0.15))
