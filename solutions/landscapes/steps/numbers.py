import numpy as np

from .reference import decrease_ratio, exact_lr, newton_step

x, H, lr = np.array([2.0, 1.0]), np.diag([2.0, 8.0]), 0.1


def loss(x):
    """Return x₁² + 4x₂²."""
    return x[0] ** 2 + 4 * x[1] ** 2


g = H @ x
after, best = x - lr * g, exact_lr(H, g)

GIVEN = [x, np.diag(H), lr]
COMPUTED = [
    loss(x), g, after, loss(after), g @ g, lr * g @ g, loss(x) - loss(after), decrease_ratio(loss, g, x, lr), g**2,
    g @ H @ g, lr / 2, best, loss(x - best * g), newton_step(H, g),
]  # fmt: skip
