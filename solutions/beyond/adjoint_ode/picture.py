import numpy as np

from .reference import continuous_adjoint, discrete_adjoint, euler


def draw(figure):
    """Draw paths of the example in few and in more steps beside the flow, and what both adjoints say."""
    W, u0, v = np.ones((1, 1)), np.ones(1), np.ones(1)
    left, right = figure.subplots(1, 2)
    t = np.linspace(0, 1, 100)
    left.plot(t, np.arcsinh(np.exp(t) * np.sinh(1)), color="#808080", linewidth=3, label="the flow")
    for n, style, colour in ((2, "o-", "C1"), (5, "s--", "C0")):
        left.plot(np.linspace(0, 1, n + 1), euler(W, u0, 1, n)[:, 0], style, color=colour, markersize=5, linewidth=1.4,
                  label=f"{n} layers")  # fmt: skip
    left.set(xlabel="time", ylabel="u", title="forwards")
    left.legend()
    end = np.exp(1) * np.sinh(1)
    true = np.exp(1) * np.cosh(1) / np.sqrt(1 + end**2)
    steps = np.unique(np.logspace(0, 3, 25).astype(int))
    for name, adjoint, style, colour in (("gradient of the code", discrete_adjoint, "o-", "C0"),
                                         ("code of the gradient", continuous_adjoint, "s--", "C1")):  # fmt: skip
        slopes = [adjoint(W, u0, v, 1, n)[1][0] for n in steps]
        right.semilogx(steps, slopes, style, color=colour, markersize=3.5, linewidth=1.2, label=name)
    right.axhline(true, color="#808080", linewidth=2, label="the flow's")
    right.set(xlabel="steps n", title="the gradient by u₀")
    right.legend()
