import numpy as np

from .reference import state_jacobian


def draw(figure):
    """Draw the norm of the Jacobian of the last state by the first against the steps, for three recurrences."""
    rng = np.random.default_rng(0)
    turn, xs = np.linalg.qr(rng.normal(size=(8, 8)))[0], 0.005 * rng.normal(size=(50, 3))
    Wx, h0 = rng.normal(size=(8, 3)), np.zeros(8)
    steps = np.arange(1, 51)
    axes = figure.subplots()
    for g, style in zip((1.3, 1.0, 0.8), ("-", "--", ":"), strict=True):
        norms = [np.linalg.norm(state_jacobian(xs[:T], Wx, g * turn, np.zeros(8), h0), 2) for T in steps]
        axes.semilogy(steps, norms, style, linewidth=2.2, label=f"{g:g} times an orthogonal matrix")
    axes.axhline(1, color="#808080", linewidth=0.8)
    axes.set(xlabel="steps T", ylabel=r"norm of $\partial h_T / \partial h_0$")
    axes.legend()
