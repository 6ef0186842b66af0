"""The Hessian from function values alone, and what its eigenvalues say about the loss of a tiny network."""

import numpy as np


def net_loss(theta, X, y):
    """Mean squared error of a network with two weights, whose output for an input x is w2 · tanh(w1 · x).

    Args:
        theta: (2,), the weights (w1, w2).
        X: (N,), one number a sample, N ≥ 1.
        y: (N,), the targets.

    Returns:
        float, the mean over the samples of (output − target)².

    """
    # BEGIN SOLUTION
    w1, w2 = theta
    return float(np.mean((w2 * np.tanh(w1 * X) - y) ** 2))
    # END SOLUTION


def numeric_hessian(f, x, h=None):
    """Hessian of f at x by differences of values of f.

    Args:
        f: function that takes an array of shape (n,) and returns a number; it accepts complex arrays too.
        x: (n,), the point; of any real dtype, also of integers.
        h: float, the step for every coordinate; where it is None, you choose the steps.

    Returns:
        (n, n), float64, exactly symmetric; its error falls at least as h².

    """
    # BEGIN SOLUTION
    x = np.asarray(x, dtype=float)
    # h²/12 · |f''''| + 4ε|f|/h² is smallest near h = ε^¼; the spacing of floats grows with |x|, so the step does too.
    steps = np.finfo(float).eps ** 0.25 * np.maximum(1.0, np.abs(x)) if h is None else np.full(x.shape, float(h))
    along = np.diag(steps)
    centre = f(x)
    H = np.empty((x.size, x.size))
    for i in range(x.size):
        a = along[i]
        H[i, i] = (f(x + a) - 2 * centre + f(x - a)) / steps[i] ** 2
        for j in range(i):
            b = along[j]
            mixed = f(x + a + b) - f(x + a - b) - f(x - a + b) + f(x - a - b)
            H[i, j] = H[j, i] = mixed / (4 * steps[i] * steps[j])
    return H
    # END SOLUTION


def hessian_report(f, theta):
    """Curvature of f at theta, from your own ``numeric_hessian``.

    Args:
        f: as in ``numeric_hessian``.
        theta: (n,), the point; float64 or whole numbers.

    Returns:
        dict with these keys:
            hessian: (n, n).
            eigenvalues: (n,), ascending.
            eigenvectors: (n, n), of length 1; column k belongs to eigenvalue k.
            steep: (n,), unit eigenvector of the largest eigenvalue; either sign.
            flat: (n,), unit eigenvector of the smallest eigenvalue; either sign.
            condition: float, the largest |λ| over the smallest |λ|; inf where the smallest alone is 0.
            kind: str, what theta is if it is a critical point: "minimum", "maximum", "saddle" or "inconclusive".

    """
    # BEGIN SOLUTION
    H = numeric_hessian(f, theta)
    eigenvalues, eigenvectors = np.linalg.eigh(H)
    sizes = np.abs(eigenvalues)
    return {
        "hessian": H,
        "eigenvalues": eigenvalues,
        "eigenvectors": eigenvectors,
        "steep": eigenvectors[:, -1],
        "flat": eigenvectors[:, 0],
        "condition": float(sizes.max() / sizes.min()) if sizes.min() > 0 else np.inf,
        "kind": _kind_from_signs(eigenvalues),
    }
    # END SOLUTION


# BEGIN SOLUTION
def _kind_from_signs(eigenvalues):
    """Return what a critical point is; eigenvalues within the noise of differences count as zero."""
    zero = 1e-6 * np.abs(eigenvalues).max()
    up, down = eigenvalues > zero, eigenvalues < -zero
    if up.any() and down.any():
        return "saddle"
    if up.all():
        return "minimum"
    return "maximum" if down.all() else "inconclusive"


# END SOLUTION
