"""How fast gradient descent can be in a quadratic valley, and what scaling the axes does about it."""

import math

import numpy as np


def gd_rates(H):
    """Return the learning rates of gradient descent on a quadratic loss, and how fast it converges at best.

    Args:
        H: symmetric positive definite array of shape (n, n), the Hessian.

    Returns:
        dict with these keys:
            lr_max: float, 2 / λ_max; descent converges for every learning rate below it.
            lr_opt: float, 2 / (λ_min + λ_max), the learning rate that is best at the worst.
            rate: float, (κ − 1) / (κ + 1), by which a step at lr_opt multiplies the distance, at the worst.

    Raises:
        ValueError: H is not positive definite.

    """
    # BEGIN SOLUTION
    eigenvalues = _positive_eigenvalues(H)
    smallest, largest = eigenvalues[0], eigenvalues[-1]
    return {
        "lr_max": float(2 / largest),
        "lr_opt": float(2 / (smallest + largest)),
        "rate": float((largest - smallest) / (largest + smallest)),
    }
    # END SOLUTION


def iterations_to(H, tol):
    """Return how many steps at the best learning rate make every distance at most ``tol`` times what it was.

    Args:
        H: symmetric positive definite array of shape (n, n), the Hessian.
        tol: float, 0 < tol < 1.

    Returns:
        int, at least 1.

    Raises:
        ValueError: H is not positive definite.

    """
    # BEGIN SOLUTION
    rate = gd_rates(H)["rate"]
    return math.ceil(math.log(tol) / math.log(rate)) if rate > 0 else 1
    # END SOLUTION


def jacobi_condition(H):
    """Return the condition number of D^(−½) H D^(−½), where D is the diagonal of H.

    Args:
        H: symmetric positive definite array of shape (n, n), the Hessian.

    Returns:
        float, at least 1.

    Raises:
        ValueError: H is not positive definite.

    """
    # BEGIN SOLUTION
    _positive_eigenvalues(H)
    H = np.asarray(H, dtype=float)
    scale = np.sqrt(np.diag(H))
    eigenvalues = _positive_eigenvalues(H / np.outer(scale, scale))
    return float(eigenvalues[-1] / eigenvalues[0])
    # END SOLUTION


# BEGIN SOLUTION
def _positive_eigenvalues(H):
    """Return the eigenvalues in ascending order; raise ValueError unless all are positive."""
    eigenvalues = np.linalg.eigvalsh(np.asarray(H, dtype=float))
    if eigenvalues[0] <= 0:
        raise ValueError(f"H is not positive definite: its eigenvalues are {eigenvalues}")
    return eigenvalues


# END SOLUTION
