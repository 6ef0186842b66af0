# Move the first input up: its gradient shrinks, while the share of the output that it brought about grows.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def draw_sensitivity(s1, s2):
    """Draw the output along the first input, and your gradient beside your integrated gradient."""
    W1, b1, w2 = np.array([[1.0], [2.0]]), np.zeros(1), np.array([3.0])
    s = np.array([s1, s2])
    gradient, share = input_grad(s, W1, b1, w2), integrated_gradients(s, np.zeros(2), W1, b1, w2, 200)
    _, (left, right) = plt.subplots(1, 2, figsize=(7, 3), layout="constrained")
    along = np.linspace(0, 5, 200)
    left.plot(along, 3 * np.tanh(along + 2 * s2))
    left.plot(s1, 3 * np.tanh(s1 + 2 * s2), "o", color="C1")
    left.set(title="output", xlabel="s1", ylim=(-3.3, 3.3))
    places = np.arange(2)
    right.bar(places - 0.2, gradient, 0.4, label="gradient")
    right.bar(places + 0.2, share, 0.4, label="integrated")
    right.set_xticks(places, ["s1", "s2"])
    right.set(title=f"shares add up to {share.sum():.3f}", ylim=(-3.3, 6.3))
    right.legend()


interact(draw_sensitivity, s1=(0, 5, 0.1, 1), s2=(-1, 1, 0.1, 0))
