"""Scaled dot-product attention, and its vector-Jacobian product."""

import numpy as np


def attention(Q, K, V, causal=False):
    """Return averages of values, weighted by how well keys fit queries.

    Args:
        Q: array of shape (n, d), one query a row.
        K: array of shape (m, d), one key a row.
        V: array of shape (m, e), one value a row.
        causal: bool, whether query i sees the keys j ≤ i only; then n = m.

    Returns:
        array of shape (n, e), softmax(QKᵀ/√d) V.

    """
    # BEGIN SOLUTION
    return _weights(Q, K, causal) @ np.asarray(V, dtype=float)
    # END SOLUTION


def attention_vjp(Q, K, V, U, causal=False):
    """Return the vector-Jacobian product of ``attention``.

    Args:
        Q: array of shape (n, d), one query a row.
        K: array of shape (m, d), one key a row.
        V: array of shape (m, e), one value a row.
        U: array of shape (n, e), the gradient of a loss by what came out.
        causal: bool, whether query i sees the keys j ≤ i only; then n = m.

    Returns:
        tuple of arrays dQ, dK and dV, each of the shape of its variable.

    """
    # BEGIN SOLUTION
    P = _weights(Q, K, causal)
    Q, K, V, U = (np.asarray(array, dtype=float) for array in (Q, K, V, U))
    dP = U @ V.T
    dS = P * (dP - (P * dP).sum(axis=1, keepdims=True)) / np.sqrt(Q.shape[1])
    return dS @ K, dS.T @ Q, P.T @ U
    # END SOLUTION


# BEGIN SOLUTION
def _weights(Q, K, causal):
    """Return P of shape (n, m): how much each query takes of each value."""
    Q, K = np.asarray(Q, dtype=float), np.asarray(K, dtype=float)
    S = Q @ K.T / np.sqrt(Q.shape[1])
    if causal:
        S = np.where(np.tri(len(Q), dtype=bool), S, -np.inf)
    E = np.exp(S - S.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


# END SOLUTION
