import numpy as np

from .reference import d_eig


def draw(figure):
    """Draw two eigenvalues of a matrix that moves on a line: where they keep apart, and where they meet."""
    left, right = figure.subplots(1, 2, sharey=True)
    t = np.linspace(-1.5, 1.5, 121)
    E = np.diag([1.0, -1.0])
    for axes, gap, title in ((left, 0.35, "they keep apart: slopes exist"), (right, 0.0, "they meet: a kink in each")):
        S = np.array([[0.0, gap], [gap, 0.0]])
        axes.plot(t, [np.linalg.eigvalsh(S + step * E) for step in t])
        for place in (-0.8, -0.15, 0.7) if gap else (-0.8, 0.7):
            lam, V = np.linalg.eigh(S + place * E)
            for value, slope in zip(lam, d_eig(lam, V, E)[0], strict=True):
                ends = np.array([-0.22, 0.22])
                axes.plot(place + ends, value + slope * ends, color="C2", linewidth=2.5)
        axes.plot(t, 0 * t, ":", color="#808080", label="their sum")
        axes.set(title=title, xlabel="t")
    left.set_ylabel("eigenvalues of S + tE")
    right.legend()
