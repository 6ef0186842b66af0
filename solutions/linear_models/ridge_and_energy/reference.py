"""Ridge regression, and a string on springs: the same penalty twice."""

import numpy as np


def ridge_grad(X, y, w, lam):
    """Return the gradient of ½‖Xw − y‖² + (λ/2)‖w‖².

    Args:
        X: array of shape (m, p), one sample a row.
        y: array of shape (m,), the targets.
        w: array of shape (p,), the weights.
        lam: number λ ≥ 0.

    Returns:
        array of shape (p,), Xᵀ(Xw − y) + λw.

    """
    # BEGIN SOLUTION
    X, y, w = (np.asarray(array, dtype=float) for array in (X, y, w))
    return X.T @ (X @ w - y) + lam * w
    # END SOLUTION


def ridge_fit(X, y, lam):
    """Return the weights at which ½‖Xw − y‖² + (λ/2)‖w‖² is least.

    Args:
        X: array of shape (m, p), one sample a row.
        y: array of shape (m,), the targets.
        lam: number λ ≥ 0; above 0 where X has not full column rank.

    Returns:
        array of shape (p,), (XᵀX + λI)⁻¹ Xᵀy.

    """
    # BEGIN SOLUTION
    X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
    # END SOLUTION


def energy_grad(u, f, c, h):
    """Return the gradient of the energy of a string on springs, held at height 0 at both ends.

    Args:
        u: array of shape (n,), the heights at the inner points.
        f: array of shape (n,), the loads there.
        c: number, the strength of the springs, c ≥ 0.
        h: number, the distance between neighbours, h > 0.

    Returns:
        array of shape (n,), (2uᵢ − uᵢ₋₁ − uᵢ₊₁)/h + c h uᵢ − h fᵢ.

    """
    # BEGIN SOLUTION
    u, f = np.asarray(u, dtype=float), np.asarray(f, dtype=float)
    slopes = np.diff(np.concatenate([[0.0], u, [0.0]])) / h
    return slopes[:-1] - slopes[1:] + h * (c * u - f)
    # END SOLUTION


def energy_hess(n, c, h):
    """Return the Hessian of the energy of a string on springs.

    Args:
        n: int, the number of inner points, n ≥ 1.
        c: number, the strength of the springs, c ≥ 0.
        h: number, the distance between neighbours, h > 0.

    Returns:
        array of shape (n, n): 2/h + c h on the diagonal, −1/h beside it.

    """
    # BEGIN SOLUTION
    neighbours = np.eye(n, k=1) + np.eye(n, k=-1)
    return (2 / h + c * h) * np.eye(n) - neighbours / h
    # END SOLUTION
