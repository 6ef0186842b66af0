import numpy as np

from .reference import gauss_newton_product, hvp_mlp

SIZE = 7.2, 2.9


def draw(figure):
    """Draw the loss of the example along one weight, with the parabolas of the Hessian and of Gauss and Newton."""
    X, Y, W1, W2 = np.array([[1.0], [2.0]]), np.array([[1.0], [0.0]]), np.array([[0.5]]), np.array([[1.0]])
    V1, V2 = np.ones((1, 1)), np.zeros((1, 1))
    t = np.linspace(-1.2, 1.2, 120)

    def loss(step):
        return np.sum((np.tanh(X @ (W1 + step)) @ W2 - Y) ** 2) / 4

    slope = (loss(1e-5) - loss(-1e-5)) / 2e-5
    axes = figure.subplots()
    axes.plot(t, [loss(step) for step in t], color="#808080", linewidth=3, label="the loss")
    products = {"the Hessian": hvp_mlp(X, Y, W1, W2, V1, V2), "Gauss–Newton": gauss_newton_product(X, W1, W2, V1, V2)}
    for (name, product), style, colour in zip(products.items(), ("-", "--"), ("C0", "C1"), strict=True):
        axes.plot(t, loss(0) + slope * t + product[0][0, 0] * t**2 / 2, style, color=colour, label=f"with {name}")
    axes.plot(0, loss(0), "o", color="C2")
    axes.set(xlabel="how far the first weight has moved", ylabel="loss", ylim=(-0.1, 0.7))
    axes.legend()
