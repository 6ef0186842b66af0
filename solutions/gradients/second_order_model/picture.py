import numpy as np

from .reference import taylor2

SIZE = 7.2, 3.2


def draw(figure):
    """Draw f, its plane and its model with curvature along a line, and what both leave over against the distance."""
    x0, d = np.array([0.5, 0.5]), np.array([1.0, 1.0])
    model = taylor2(f, gradient, hessian, x0)
    left, right = figure.subplots(1, 2)
    t = np.linspace(-1.1, 1.1, 100)
    left.plot(t, [f(x0 + step * d) for step in t], color="#808080", linewidth=3, label="f")
    left.plot(t, [f(x0) + step * gradient(x0) @ d for step in t], "--", color="C1", label="plane")
    left.plot(t, [model(x0 + step * d) for step in t], "-.", color="C0", label="with curvature")
    left.set(title="along one line", xlabel="t", ylim=(-0.2, 6))
    left.legend()
    t = np.logspace(-2, 0, 40)
    right.loglog(t, [abs(f(x0 + s * d) - f(x0) - s * gradient(x0) @ d) for s in t], "--", color="C1", label="the plane")
    right.loglog(t, [abs(f(x0 + s * d) - model(x0 + s * d)) for s in t], "-.", color="C0", label="with curvature")
    right.set(title="what is left over", xlabel="t", ylabel="remainder")
    right.legend()


def f(x):
    """Return a smooth function of two numbers."""
    return np.exp(x[0]) * (1 + x[1] ** 2) / 2


def gradient(x):
    """Return its gradient."""
    return np.exp(x[0]) * np.array([(1 + x[1] ** 2) / 2, x[1]])


def hessian(x):
    """Return its Hessian."""
    return np.exp(x[0]) * np.array([[(1 + x[1] ** 2) / 2, x[1]], [x[1], 1]])
