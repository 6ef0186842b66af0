"""Gradients through linear systems, minima and fixed points, from the equations that they satisfy."""

import numpy as np


def solve_vjp(M, b, u):
    """Return the gradients of a loss by M and b through the solution x of Mx = b.

    Args:
        M: array of shape (n, n), invertible.
        b: array of shape (n,).
        u: array of shape (n,), the gradient by x.

    Returns:
        tuple of arrays of shape (n, n) and (n,): −vxᵀ and v, where Mᵀv = u.

    """
    # BEGIN SOLUTION
    M = np.asarray(M, dtype=float)
    x, v = np.linalg.solve(M, b), np.linalg.solve(M.T, u)
    return -np.outer(v, x), v
    # END SOLUTION


def ridge_dw(X, y, lam):
    """Return how the weights of ridge regression move with λ.

    Args:
        X: array of shape (N, d).
        y: array of shape (N,).
        lam: number λ > 0.

    Returns:
        array of shape (d,), −(XᵀX + λI)⁻¹w.

    """
    # BEGIN SOLUTION
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    A = X.T @ X + lam * np.eye(X.shape[1])
    return -np.linalg.solve(A, np.linalg.solve(A, X.T @ y))
    # END SOLUTION


def val_hypergrad(X, y, Xv, yv, lam):
    """Return the derivative by λ of the validation loss ½‖Xv w − yv‖² of the ridge fit w.

    Args:
        X: array of shape (N, d), to fit.
        y: array of shape (N,).
        Xv: array of shape (M, d), to validate.
        yv: array of shape (M,).
        lam: number λ > 0.

    Returns:
        float, dw/dλ · Xvᵀ(Xv w − yv).

    """
    # BEGIN SOLUTION
    X, y, Xv, yv = (np.asarray(array, dtype=float) for array in (X, y, Xv, yv))
    w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
    return float(ridge_dw(X, y, lam) @ (Xv.T @ (Xv @ w - yv)))
    # END SOLUTION


def fixed_point(W, q):
    """Return the point that z → tanh(Wz + q) leaves where it is.

    Args:
        W: array of shape (n, n), whose largest singular value is at most 0.95.
        q: array of shape (n,).

    Returns:
        array of shape (n,), z with z = tanh(Wz + q).

    """
    # BEGIN SOLUTION
    W, q = np.asarray(W, dtype=float), np.asarray(q, dtype=float)
    z = np.tanh(q)
    while (step := np.tanh(W @ z + q) - z) @ step > 1e-26 * (z @ z):
        z = z + step
    return z
    # END SOLUTION


def fixed_point_vjp(W, q, u):
    """Return the gradients of a loss by W and q through the fixed point z.

    Args:
        W: array of shape (n, n), whose largest singular value is at most 0.95.
        q: array of shape (n,).
        u: array of shape (n,), the gradient by z.

    Returns:
        tuple of arrays of shape (n, n) and (n,): vzᵀ and v = D(I − WᵀD)⁻¹u, where D = diag(1 − z∘z).

    """
    # BEGIN SOLUTION
    z = fixed_point(W, q)
    s = 1 - z**2
    v = s * np.linalg.solve(np.eye(len(z)) - np.asarray(W, dtype=float).T * s, u)
    return np.outer(v, z), v
    # END SOLUTION
