# Scale the recurrent matrix and the inputs: gradients vanish or explode, and large inputs close the gates.
import matplotlib.pyplot as plt
import numpy as np

from autograder import interact


def draw_memory(g, inputs):
    """Draw the norm of your Jacobian of the last state by the first against the number of steps."""
    rng = np.random.default_rng(0)
    turn, xs, Wx = np.linalg.qr(rng.normal(size=(8, 8)))[0], rng.normal(size=(50, 3)), rng.normal(size=(8, 3))
    steps = np.arange(1, 51)
    jacobians = [state_jacobian(inputs * xs[:T], Wx, g * turn, np.zeros(8), np.zeros(8)) for T in steps]
    norms = np.array([np.linalg.norm(one, 2) for one in jacobians])
    _, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
    axes.semilogy(steps, np.maximum(norms, 1e-30), label="norm of the Jacobian")
    axes.semilogy(steps, float(g) ** steps, "--", color="0.6", label="g to the power T")
    axes.set(title=f"g = {g:g}: {norms[-1]:.1e} after 50 steps", xlabel="T", ylim=(1e-20, 1e8))
    axes.legend(loc="lower left")


interact(draw_memory, g=(0.5, 1.6, 0.05, 1), inputs=(0, 2, 0.02, 0.04))
