"""The evidence lower bound of a linear Gaussian model, its gradients, and those of its average over given samples."""

import numpy as np


def gaussian_kl(mu, L):
    """Return the divergence of N(mu, LLᵀ) from N(0, I).

    Args:
        mu: array of shape (k,), the mean.
        L: array of shape (k, k), lower triangular with a positive diagonal, and so invertible.

    Returns:
        float, ½(‖L‖² + ‖mu‖² − k) − Σ log Lᵢᵢ.

    """
    # BEGIN SOLUTION
    mu, L = np.asarray(mu, dtype=float), np.asarray(L, dtype=float)
    return float((np.sum(L**2) + mu @ mu - len(mu)) / 2 - np.sum(np.log(np.diag(L))))
    # END SOLUTION


def elbo(mu, L, x, C, s2):
    """Return the evidence lower bound of x for z ~ N(0, I), x|z ~ N(Cz, s2·I) and q = N(mu, LLᵀ).

    Args:
        mu: array of shape (k,), the mean of q.
        L: array of shape (k, k), lower triangular with a positive diagonal, and so invertible.
        x: array of shape (m,), what was seen.
        C: array of shape (m, k), what z makes of x.
        s2: number > 0, the variance of the noise.

    Returns:
        float, E[log p(x|z)] over q, minus the divergence of q from N(0, I).

    """
    # BEGIN SOLUTION
    m, L, x, C = (np.asarray(array, dtype=float) for array in (mu, L, x, C))
    cost = np.sum((x - C @ m) ** 2) + np.sum((C @ L) ** 2)
    return float(-len(x) / 2 * np.log(2 * np.pi * s2) - cost / (2 * s2) - gaussian_kl(mu, L))
    # END SOLUTION


def elbo_grad(mu, L, x, C, s2):
    """Return the gradients of the evidence lower bound by mu and L.

    Args:
        mu: array of shape (k,), the mean of q.
        L: array of shape (k, k), lower triangular with a positive diagonal, and so invertible.
        x: array of shape (m,), what was seen.
        C: array of shape (m, k), what z makes of x.
        s2: number > 0, the variance of the noise.

    Returns:
        tuple of arrays of shape (k,) and (k, k); the second has zeros above its diagonal.

    """
    # BEGIN SOLUTION
    mu, L, x, C = (np.asarray(array, dtype=float) for array in (mu, L, x, C))
    by_L = -C.T @ (C @ L) / s2 - L
    return C.T @ (x - C @ mu) / s2 - mu, np.tril(by_L) + np.diag(1 / np.diag(L))
    # END SOLUTION


def elbo_sample_grad(eps, mu, L, x, C, s2):
    """Return the gradients of the bound with the mean over given samples in the place of E[log p(x|z)].

    Args:
        eps: array of shape (S, k), one sample of N(0, I) a row; z = mu + L eps.
        mu: array of shape (k,), the mean of q.
        L: array of shape (k, k), lower triangular with a positive diagonal, and so invertible.
        x: array of shape (m,), what was seen.
        C: array of shape (m, k), what z makes of x.
        s2: number > 0, the variance of the noise.

    Returns:
        tuple of arrays of shape (k,) and (k, k); the second has zeros above its diagonal.

    """
    # BEGIN SOLUTION
    eps, mu, L, x, C = (np.asarray(array, dtype=float) for array in (eps, mu, L, x, C))
    Z = mu + eps @ L.T
    U = (x - Z @ C.T) @ C / s2
    by_L = U.T @ eps / len(eps) - L
    return U.mean(axis=0) - mu, np.tril(by_L) + np.diag(1 / np.diag(L))
    # END SOLUTION
