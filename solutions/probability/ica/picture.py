import numpy as np

from .reference import ica_ascend

SIZE = 7.2, 3.3


def draw(figure):
    """Draw samples of two mixed voices, and the same samples after an ascent; lines show where one voice speaks."""
    rng = np.random.default_rng(4)
    voices = rng.laplace(size=(300, 2))
    mix = np.array([[1.0, 0.7], [0.3, 0.9]])
    X = voices @ mix.T
    W = ica_ascend(np.eye(2), X, 0.1, 200)
    for axes, points, ways, title, names in zip(
        figure.subplots(1, 2),
        (X, X @ W.T),
        (mix, W @ mix),
        ("what the microphones record", "what comes out, $s = Wx$"),
        (("microphone 1", "microphone 2"), ("$s_1$", "$s_2$")),
        strict=True,
    ):
        axes.plot(*points.T, ".", color="C0", markersize=3, alpha=0.6)
        for way, colour in zip(ways.T, ("C1", "C2"), strict=True):
            axes.axline((0, 0), way, color=colour, linewidth=1.4)
        axes.set(title=title, xlabel=names[0], ylabel=names[1], aspect="equal", xlim=(-6.5, 6.5), ylim=(-6.5, 6.5))
        axes.set_xticks([-5, 0, 5])
        axes.set_yticks([-5, 0, 5])
