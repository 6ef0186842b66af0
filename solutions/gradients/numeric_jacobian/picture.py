import numpy as np

from .reference import complex_step

SIZE = 7.2, 3.0


def draw(figure):
    """Draw the error of a slope against the step, for central differences and for a complex step."""
    x = np.array([1.0])
    true = complex_step(f, x)[0, 0]
    steps = np.logspace(-16, 0, 65)
    central = [abs((f(x + h) - f(x - h))[0] / (2 * h) - true) for h in steps]
    imaginary = [abs(f(x + 1j * h).imag[0] / h - true) for h in steps]
    axes = figure.subplots()
    axes.loglog(
        steps, np.maximum(central, 1e-17), "o-", color="C1", markersize=3, linewidth=1, label="central differences"
    )
    axes.loglog(
        steps, np.maximum(imaginary, 1e-17), "s-", color="C0", markersize=3, linewidth=1, label="a complex step"
    )
    axes.text(2e-15, 1e-4, "rounded off", color="C1")
    axes.text(2e-2, 2e-7, "cut off", color="C1", ha="center")
    axes.set(xlabel="step h", ylabel="error of the slope", ylim=(1e-17, 10))
    axes.legend(loc="upper center")


def f(x):
    """Return a smooth function that carries complex numbers along."""
    return np.exp(np.sin(x))
