import numpy as np

from .reference import numeric_gradient

SIZE = 7.2, 3.2


def draw(figure):
    """Draw a curve with its tangent, and the lines of a forward and of a central difference with a long step."""
    x0, h = np.array([1.0]), 0.8
    x = np.linspace(-0.2, 2.3, 120)
    axes = figure.subplots()
    axes.plot(x, np.exp(x), color="#808080", linewidth=2.5, label="f")
    slopes = {
        "the tangent": (np.exp(1), x0[0], np.e, "C2", "-"),
        "forward": (numeric_gradient(f, x0, h, "forward")[0], x0[0], np.e, "C1", "--"),
        "central": (numeric_gradient(f, x0, h)[0], x0[0] - h, np.exp(x0[0] - h), "C0", "-."),
    }
    for name, (slope, start, height, colour, style) in slopes.items():
        axes.plot(x, height + slope * (x - start), style, color=colour, label=f"{name}: slope {slope:.2f}")
    points = x0[0] + np.array([-h, 0, h])
    axes.plot(points, np.exp(points), "o", color="C4", zorder=3)
    for point, name in zip(points, ("x − h", "x", "x + h"), strict=True):
        axes.text(point + 0.06, np.exp(point) - 0.15, name, va="top")
    axes.set(xlim=(-0.2, 2.3), ylim=(-1, 9), xlabel="x", ylabel="f")
    axes.legend(loc="upper left")


def f(x):
    """Return the exponential of the one entry."""
    return np.exp(x[0])
