"""A recurrent network: its loss, backpropagation through time, and how the last state depends on the first."""

import numpy as np


def bptt(xs, ys, Wx, Wh, b, wo, h0):
    """Return the loss of a recurrent network on a sequence, and its gradients.

    Args:
        xs: array of shape (T, i), the items of the sequence, T ≥ 0.
        ys: array of shape (T,), the targets.
        Wx: array of shape (h, i), the weights of an item.
        Wh: array of shape (h, h), the weights of the state.
        b: array of shape (h,), the biases.
        wo: array of shape (h,), the weights of the output.
        h0: array of shape (h,), the state before the first step.

    Returns:
        tuple of a float, ½ Σ (wo · hₜ − yₜ)², and a dict of its gradients with the keys "Wx", "Wh", "b", "wo" and "h0".

    """
    # BEGIN SOLUTION
    xs, ys, Wh, wo = (np.asarray(array, dtype=float) for array in (xs, ys, Wh, wo))
    hs = _states(xs, Wx, Wh, b, h0)
    before, after = hs[:-1], hs[1:]
    errors = after @ wo - ys
    deltas, back = np.empty(after.shape), np.zeros(wo.shape)
    for t in reversed(range(len(xs))):
        deltas[t] = (1 - after[t] ** 2) * (errors[t] * wo + back)
        back = Wh.T @ deltas[t]
    grads = {"Wx": deltas.T @ xs, "Wh": deltas.T @ before, "b": deltas.sum(axis=0), "wo": errors @ after, "h0": back}
    return np.sum(errors**2) / 2, grads
    # END SOLUTION


def state_jacobian(xs, Wx, Wh, b, h0):
    """Return the Jacobian of the last state of a recurrent network by the state before the first step.

    Args:
        xs: array of shape (T, i), the items of the sequence, T ≥ 0.
        Wx: array of shape (h, i), the weights of an item.
        Wh: array of shape (h, h), the weights of the state.
        b: array of shape (h,), the biases.
        h0: array of shape (h,), the state before the first step.

    Returns:
        array of shape (h, h), D_T Wh ⋯ D₁ Wh with Dₜ = diag(1 − hₜ∘hₜ).

    """
    # BEGIN SOLUTION
    J = np.eye(len(h0))
    for h in _states(xs, Wx, Wh, b, h0)[1:]:
        J = (1 - h**2)[:, None] * (Wh @ J)
    return J
    # END SOLUTION


# BEGIN SOLUTION
def _states(xs, Wx, Wh, b, h0):
    """Return h₀, h₁, ..., h_T as the rows of an array of shape (T + 1, h)."""
    xs, Wx, Wh, b, h0 = (np.asarray(array, dtype=float) for array in (xs, Wx, Wh, b, h0))
    hs = [h0]
    for x in xs:
        hs.append(np.tanh(Wx @ x + Wh @ hs[-1] + b))
    return np.array(hs)


# END SOLUTION
