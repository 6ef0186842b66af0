import numpy as np

from .reference import fixed_point, fixed_point_vjp


def draw(figure):
    """Draw the layer of the example, applied again and again, and its fixed point against q with measured slopes."""
    left, right = figure.subplots(1, 2)
    z = np.linspace(-0.1, 1, 80)
    left.plot(z, np.tanh(0.5 * z + 0.5), label="tanh(Wz + q)")
    left.plot(z, z, "--", color="#808080", label="z")
    walk = [0.0]
    for _ in range(6):
        walk.append(np.tanh(0.5 * walk[-1] + 0.5))
    corners = np.repeat(walk, 2)
    left.plot(corners[:-1], np.concatenate([[0], corners[2:]]), color="C1", linewidth=1.3)
    end = fixed_point(np.array([[0.5]]), np.array([0.5]))[0]
    left.plot(end, end, "o", color="C2")
    left.set(title="again and again", xlabel="z")
    left.legend()
    q = np.linspace(-1.5, 1.5, 121)
    for weight, style in ((0.0, ":"), (0.9, "-")):
        W = np.array([[weight]])
        right.plot(q, [fixed_point(W, np.array([one]))[0] for one in q], style, label=f"W = {weight:g}")
        slope, height = fixed_point_vjp(W, np.array([0.5]), np.ones(1))[1][0], fixed_point(W, np.array([0.5]))[0]
        right.plot([0.2, 0.8], [height - 0.3 * slope, height + 0.3 * slope], color="C3", linewidth=2.5)
    right.set(title="the fixed point, and its slope at ½", xlabel="q")
    right.legend()
