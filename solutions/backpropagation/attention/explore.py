# Make the queries shorter or longer: short ones average all values, long ones pick a single value.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def draw_attention(scale, causal):
    """Draw your weights for eight queries, with the largest of each row below."""
    rng = np.random.default_rng(3)
    Q, K = rng.normal(size=(8, 16)), rng.normal(size=(8, 16))
    weights = attention(scale * Q, K, np.eye(8), causal=causal == "causal")
    _, (left, right) = plt.subplots(1, 2, figsize=(7, 3), layout="constrained", width_ratios=[1.2, 1])
    fields = left.imshow(weights, cmap="Blues", vmin=0, vmax=1)
    left.set(title="weights", xlabel="key", ylabel="query")
    left.figure.colorbar(fields, ax=left)
    right.bar(range(8), weights.max(axis=1))
    right.axhline(1 / 8, color="C1", linestyle="--", label="all alike")
    right.set(title="largest weight of each query", xlabel="query", ylim=(0, 1.05))
    right.legend()


interact(draw_attention, scale=(0.1, 10, 0.1, 1), causal=["all keys", "causal"])
