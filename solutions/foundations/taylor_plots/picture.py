import numpy as np

from .reference import sin_taylor

SIZE = 7.2, 2.9


def draw(figure):
    """Draw the error of the Taylor polynomials of orders 1, 3 and 5 of sine at 0 against the distance."""
    x = np.linspace(0.05, 2 * np.pi, 300)
    axes = figure.subplots()
    for order, style in zip((1, 3, 5), ("-", "--", ":"), strict=True):
        axes.semilogy(x, np.abs(sin_taylor(x, order) - np.sin(x)), style, linewidth=2.2, label=f"order {order}")
    axes.axvspan(0, 3.71, color="C2", alpha=0.12, linewidth=0)
    axes.text(1.9, 60, "here a higher order helps", ha="center", va="top", color="C2")
    axes.axvspan(5.62, 2 * np.pi, color="C1", alpha=0.12, linewidth=0)
    axes.text(5.95, 2e-4, "here it\ndoes harm", ha="center", va="top", color="C1")
    axes.set(xlabel="distance from the centre 0", ylabel="error", ylim=(1e-8, 100), xlim=(0, 2 * np.pi))
    axes.legend(loc="lower center")
