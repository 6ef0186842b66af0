import numpy as np

from .reference import decrease_ratio, exact_lr, newton_step

SIZE = 7.2, 3.2


def draw(figure):
    """Draw the loss of the example along minus its gradient beside the tangent's promise, and both kinds of steps."""
    x, H = np.array([2.0, 1.0]), np.diag([2.0, 8.0])
    g, best = H @ x, exact_lr(H, H @ x)
    left, right = figure.subplots(1, 2)
    rates = np.linspace(0, 0.34, 100)
    left.plot(rates, [loss(x - rate * g) for rate in rates], label="the loss")
    left.plot(rates, loss(x) - rates * (g @ g), "--", color="C1", label="what the slope promises")
    left.axhline(loss(x), color="#808080", linewidth=0.8)
    for rate in (0.05, best, 2 * best):
        left.plot(rate, loss(x - rate * g), "o", color="C0")
        kept = round(decrease_ratio(loss, g, x, rate), 2) + 0.0
        left.text(rate + 0.008, loss(x - rate * g) + 0.5, f"{kept:.2f}", color="C0")
    left.set(title="down the gradient: share kept", xlabel="learning rate", ylim=(-1, 14))
    left.legend()
    u, v = np.meshgrid(np.linspace(-1, 2.6, 90), np.linspace(-1.2, 1.4, 70))
    right.contour(u, v, u**2 + 4 * v**2, levels=[0.4, 1.5, 4, 8, 12], colors="#808080")
    for step, colour, name in ((-best * g, "C1", "gradient"), (newton_step(H, g), "C2", "Newton")):
        right.annotate("", x + step, x, arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 2, "shrinkA": 0,
                                                    "shrinkB": 0})  # fmt: skip
        right.plot([], [], color=colour, label=name)
    right.plot(*x, "o", color="C0")
    right.plot(0, 0, "*", color="C4", markersize=11)
    right.set(aspect="equal", xlabel="x₁", ylabel="x₂", title="one step each")
    right.legend(loc="lower right")


def loss(x):
    """Return x₁² + 4x₂²."""
    return x[0] ** 2 + 4 * x[1] ** 2
