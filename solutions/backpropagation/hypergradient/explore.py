# Choose the two rates: the arrow says which way your hypergradient would move them, the right side what the steps do.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def explore_loss(w):
    """Return the loss of weights, with a last axis of two, on the bowl of curvatures 1 and 4."""
    return (w[..., 0] - 1) ** 2 / 2 + 2 * (w[..., 1] - 0.5) ** 2


def draw_rates(a0, a1):
    """Draw the loss over both rates with minus your hypergradient, and your path over the weights."""
    H, b, start = np.diag([1.0, 4.0]), np.array([1.0, 2.0]), np.zeros(2)
    path, gradient = train(H, b, start, np.array([a0, a1])), hypergrad(H, b, H, b, start, np.array([a0, a1]))
    _, (left, right) = plt.subplots(1, 2, figsize=(8, 3.6), layout="constrained")
    both = np.linspace(0, 1.2, 80)
    first, second = np.meshgrid(both, both)
    ends = [1 - (1 - first) * (1 - second), (1 - (1 - 4 * first) * (1 - 4 * second)) / 2]
    left.contour(both, both, explore_loss(np.stack(ends, axis=-1)), levels=[0.02, 0.06, 0.15, 0.3, 0.5, 1, 2, 4])
    downhill = -0.15 * gradient / max(1e-12, np.linalg.norm(gradient))
    left.annotate("", (a0 + downhill[0], a1 + downhill[1]), (a0, a1), arrowprops={"arrowstyle": "-|>", "color": "C1"})
    left.plot(a0, a1, "o", color="C1", label="your rates")
    left.set(title=f"V = {explore_loss(path[-1]):.3f}", xlabel="first rate", ylabel="second rate")
    u, v = np.meshgrid(np.linspace(-0.5, 2, 80), np.linspace(-1, 2.6, 80))
    right.contour(u, v, explore_loss(np.stack([u, v], axis=-1)), levels=[0.05, 0.2, 0.5, 1, 2, 4])
    right.plot(*path.T, "o-", color="C1", label="the two steps")
    right.set(title="over the weights", xlabel="w1", ylabel="w2")
    right.legend()


interact(draw_rates, a0=(0, 1.2, 0.05, 0.35), a1=(0, 1.2, 0.05, 0.35))
