"""Three measures of how sharp a minimum is, and the change of parameters that shows what they are worth."""

import math

import numpy as np


def expected_rise(H, sigma):
    """Return by how much the loss rises on the average where every weight is pushed at random.

    Args:
        H: symmetric array of shape (n, n), the Hessian.
        sigma: float >= 0, the standard deviation of each independent push, in the unit of the weights.

    Returns:
        float, ½ σ² tr H, in the unit of the loss.

    """
    # BEGIN SOLUTION
    return float(sigma**2 * np.trace(np.asarray(H, dtype=float)) / 2)
    # END SOLUTION


def worst_rise(H, rho):
    """Return by how much the loss rises at the worst step of a length.

    Args:
        H: symmetric array of shape (n, n), the Hessian.
        rho: float >= 0, the length of the step, in the unit of the weights.

    Returns:
        float, ½ ρ² λ_max, in the unit of the loss.

    """
    # BEGIN SOLUTION
    return float(rho**2 * np.linalg.eigvalsh(np.asarray(H, dtype=float))[-1] / 2)
    # END SOLUTION


def reparam(H, T):
    """Return the Hessian of the same loss in the parameters θ' = T θ.

    Args:
        H: symmetric array of shape (n, n), the Hessian in the parameters θ.
        T: invertible array of shape (n, n).

    Returns:
        array of shape (n, n), T⁻ᵀ H T⁻¹.

    """
    # BEGIN SOLUTION
    inverse = np.linalg.inv(np.asarray(T, dtype=float))
    return inverse.T @ H @ inverse
    # END SOLUTION


def log_basin_volume(H, eps):
    """Return the logarithm of the volume of the steps d with ½ dᵀ H d <= ε.

    Args:
        H: symmetric array of shape (n, n), the Hessian.
        eps: float, the rise of the loss that is allowed, eps > 0.

    Returns:
        float; inf where H is not positive definite. The volume is in the unit of the weights to the power n.

    """
    # BEGIN SOLUTION
    try:
        L = np.linalg.cholesky(np.asarray(H, dtype=float))  # right in any units; small eigenvalues lose digits to large
    except np.linalg.LinAlgError:
        return math.inf
    n = len(H)
    log_ball = n / 2 * math.log(math.pi) - math.lgamma(n / 2 + 1)
    return float(log_ball + n / 2 * math.log(2 * eps) - np.sum(np.log(np.diag(L))))  # det H is that of L, squared
    # END SOLUTION
