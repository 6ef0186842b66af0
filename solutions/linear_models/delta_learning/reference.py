"""Delta learning: a fit to what a cheap energy misses, and the forces of their sum."""

import numpy as np


def inv_dist(X):
    """Return the inverse distances between the atoms of a molecule.

    Args:
        X: array of shape (n, 3), positions, no two alike.

    Returns:
        array of shape (n(n − 1)/2,), 1/‖xᵢ − xⱼ‖ for the pairs (0, 1), (0, 2), ..., (1, 2), ...

    """
    # BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    first, second = np.triu_indices(len(X), 1)
    return 1 / np.linalg.norm(X[first] - X[second], axis=1)
    # END SOLUTION


def inv_dist_jac(X):
    """Return the Jacobian of the inverse distances.

    Args:
        X: array of shape (n, 3), positions, no two alike.

    Returns:
        array of shape (n(n − 1)/2, 3n): a row a pair, a column a coordinate, in the order of ``X.reshape(-1)``.

    """
    # BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    first, second = np.triu_indices(len(X), 1)
    pairs = np.arange(len(first))
    steps = X[first] - X[second]
    slopes = -steps / np.linalg.norm(steps, axis=1, keepdims=True) ** 3
    J = np.zeros((len(first), len(X), 3))
    J[pairs, first] = slopes
    J[pairs, second] = -slopes
    return J.reshape(len(first), X.size)
    # END SOLUTION


def fit_delta(D, low, high, ell, lam):
    """Return the coefficients of a kernel ridge fit to the difference of two energies.

    Args:
        D: array of shape (m, p), the inverse distances of m molecules, one a row.
        low: array of shape (m,), their cheap energies.
        high: array of shape (m,), their exact energies.
        ell: number ℓ > 0, the length scale of the kernel.
        lam: number λ > 0.

    Returns:
        array of shape (m,), (K + λI)⁻¹ (high − low).

    """
    # BEGIN SOLUTION
    D = np.asarray(D, dtype=float)
    K = np.exp(-(((D[:, None, :] - D[None, :, :]) / ell) ** 2).sum(axis=-1) / 2)
    return np.linalg.solve(K + lam * np.eye(len(D)), np.asarray(high, dtype=float) - np.asarray(low, dtype=float))
    # END SOLUTION


def krr_energy_grad(x, Xt, alpha, ell):
    """Return the gradient of a kernel fit f(x) = Σₜ αₜ k(x, xₜ).

    Args:
        x: array of shape (p,), where the slope is asked.
        Xt: array of shape (m, p), the inputs of the fit.
        alpha: array of shape (m,), its coefficients.
        ell: number ℓ > 0, its length scale.

    Returns:
        array of shape (p,), −Σₜ αₜ k(x, xₜ)(x − xₜ)/ℓ².

    """
    # BEGIN SOLUTION
    x, Xt, alpha = (np.asarray(array, dtype=float) for array in (x, Xt, alpha))
    steps = (x - Xt) / ell
    likeness = np.exp(-(steps**2).sum(axis=1) / 2)
    return -(alpha * likeness) @ steps / ell
    # END SOLUTION


def composite_forces(X, F_base, Dt, alpha, ell):
    """Return the forces of a cheap energy plus a kernel fit of the inverse distances.

    Args:
        X: array of shape (n, 3), positions, n ≥ 2, no two alike.
        F_base: array of shape (n, 3), the forces of the cheap energy.
        Dt: array of shape (m, p), the inverse distances that the fit was made from.
        alpha: array of shape (m,), its coefficients.
        ell: number ℓ > 0, its length scale.

    Returns:
        array of shape (n, 3), F_base − Jᵀ∇f.

    """
    # BEGIN SOLUTION
    slope = krr_energy_grad(inv_dist(X), Dt, alpha, ell)
    return np.asarray(F_base, dtype=float) - (inv_dist_jac(X).T @ slope).reshape(np.shape(X))
    # END SOLUTION
