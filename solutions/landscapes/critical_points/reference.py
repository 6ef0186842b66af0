"""Critical points: how to find one, and what its Hessian says that it is."""

import numpy as np


def is_critical(g, tol):
    """Return whether a gradient counts as zero.

    Args:
        g: array of shape (n,), the gradient at a point.
        tol: float >= 0, the largest length that counts as zero, in the unit of g.

    Returns:
        bool.

    """
    # BEGIN SOLUTION
    return bool(np.linalg.norm(g) <= tol)
    # END SOLUTION


def classify(H, rtol=1e-8, g=None, tol=1e-8):
    """Return what the eigenvalues of the Hessian at a critical point say that it is.

    Args:
        H: symmetric array of shape (n, n), n >= 1, the Hessian at the point.
        rtol: float, 1e-12 <= rtol < 1, the share of the largest |eigenvalue| up to which an eigenvalue counts as zero.
        g: array of shape (n,), the gradient at the point; without it the point is taken to be critical.
        tol: float >= 0, as for ``is_critical``.

    Returns:
        "minimum", "maximum", "saddle", "inconclusive" or "not critical".

    """
    # BEGIN SOLUTION
    if g is not None and not is_critical(g, tol):
        return "not critical"
    eigenvalues = np.linalg.eigvalsh(H)
    zero = rtol * np.max(np.abs(eigenvalues))
    up, down = eigenvalues > zero, eigenvalues < -zero
    if up.any() and down.any():
        return "saddle"
    if up.all():
        return "minimum"
    return "maximum" if down.all() else "inconclusive"
    # END SOLUTION


def newton(grad, hess, x0, tol, maxit):
    """Look for a critical point by Newton's method, x ← x − H⁻¹ ∇L.

    Args:
        grad: function that takes a point, of shape (n,), and returns the gradient there, of shape (n,).
        hess: function that takes a point and returns the Hessian there, of shape (n, n).
        x0: array of shape (n,), the start; it may hold whole numbers.
        tol: float >= 0, as for ``is_critical``.
        maxit: int, the largest number of steps, 0 <= maxit <= 100.

    Returns:
        the first point that is critical, of shape (n,), and True; or the last point that was reached, and False.

    """
    # BEGIN SOLUTION
    x = np.asarray(x0, dtype=float)
    for _ in range(maxit):
        g = grad(x)
        if is_critical(g, tol):
            return x, True
        x = x - np.linalg.solve(hess(x), g)
    return x, is_critical(grad(x), tol)
    # END SOLUTION
