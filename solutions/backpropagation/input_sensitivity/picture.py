import numpy as np

from .reference import input_grad, integrated_gradients

SIZE = 7.2, 2.9


def draw(figure):
    """Draw an output that saturates on the way to the input, and its slope with its area, the integrated gradient."""
    W1, b1, w2 = np.array([[1.0], [2.0]]), np.array([0.0]), np.array([3.0])
    end, start = np.array([3.0, 0.0]), np.zeros(2)
    way = np.linspace(0, 1, 120)
    slopes = np.array([input_grad(start + part * (end - start), W1, b1, w2)[0] for part in way])
    left, right = figure.subplots(1, 2)
    left.plot(3 * way, 3 * np.tanh(3 * way))
    left.plot(3, 3 * np.tanh(3), "o", color="C1")
    left.annotate("here it is flat", (3, 3 * np.tanh(3)), (1.9, 1.8), color="C1",
                  arrowprops={"arrowstyle": "-", "color": "C1"})  # fmt: skip
    left.set(title="the output on the way to s", xlabel="s₁", ylabel="ŷ", ylim=(0, 3.3))
    area = integrated_gradients(end, start, W1, b1, w2, 100)[0]
    right.plot(3 * way, slopes)
    right.fill_between(3 * way, slopes, color="C0", alpha=0.2, linewidth=0)
    right.plot(3, slopes[-1], "o", color="C1")
    right.text(0.25, 0.6, f"area {area:.3f}", color="C0")
    right.annotate(f"slope {slopes[-1]:.3f}", (3, slopes[-1]), (2.1, 0.9), color="C1",
                   arrowprops={"arrowstyle": "-", "color": "C1"})  # fmt: skip
    right.set(title="its slope by s₁", xlabel="s₁", ylim=(0, 3.3))
