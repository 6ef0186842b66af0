import numpy as np

from .reference import neuron_grad, neuron_loss


def draw(figure):
    """Draw the loss of one neuron against its bias, with the slopes that its gradient says at four places."""
    X, y, w = np.array([[1.0], [2.0], [-1.0]]), np.array([1.0, 1.0, 1.0]), np.array([1.0])
    axes = figure.subplots()
    b = np.linspace(-3.2, 2.6, 300)
    axes.plot(b, [neuron_loss(X, y, w, bias) for bias in b])
    for kink in -X[:, 0]:
        axes.axvline(kink, color="#808080", linestyle=":", linewidth=1.2)
    for place in (-2.6, -1.5, 0.5, 1.6):
        slope, height = neuron_grad(X, y, w, place)[1], neuron_loss(X, y, w, place)
        axes.plot([place - 0.4, place + 0.4], [height - 0.4 * slope, height + 0.4 * slope], color="C1", linewidth=2.5)
        axes.plot(place, height, "o", color="C1", markersize=5)
    for middle, text in ((-2.6, "dead: silent\nfor all three"), (-1.5, "one sample\nactive"), (0, "two active"),
                         (1.3, "all\nactive")):  # fmt: skip
        axes.text(middle, 4.6, text, ha="center", va="top")
    axes.set(xlabel="bias b", ylabel="loss C", ylim=(0, 4.8), xlim=(-3.2, 2.6))
