"""A mixture of Gaussians that diffuses, the score of its density, and the ways back from noise to samples."""

import numpy as np


def diffused(t, m, s, beta):
    """Return the means and variances of the components of a mixture at time t.

    Args:
        t: number >= 0, the time.
        m: array of shape (K, d), the means at time 0.
        s: array of shape (K,), the standard deviations at time 0, positive, each at least 10⁻³.
        beta: number > 0, the rate.

    Returns:
        tuple of arrays of shape (K, d) and (K,): a·m and a²s² + 1 − a², where a = exp(−βt/2).

    """
    # BEGIN SOLUTION
    m, s = np.asarray(m, dtype=float), np.asarray(s, dtype=float)
    a = np.exp(-beta * t / 2)
    return a * m, a**2 * s**2 - np.expm1(-beta * t)  # no digit of a small s or a small t is lost
    # END SOLUTION


def score(x, t, w, m, s, beta):
    """Return the gradient by x of the log density at time t.

    Args:
        x: array of shape (N, d), one point a row.
        t: number >= 0, the time.
        w: array of shape (K,), the chances of the components, positive, with the sum 1.
        m: array of shape (K, d), the means at time 0.
        s: array of shape (K,), the standard deviations at time 0, positive, each at least 10⁻³.
        beta: number > 0, the rate.

    Returns:
        array of shape (N, d), −Σₖ rₖ(x − a mₖ)/vₖ.

    """
    # BEGIN SOLUTION
    x, w = np.asarray(x, dtype=float), np.asarray(w, dtype=float)
    means, v = diffused(t, m, s, beta)
    gaps = x[:, None] - means
    logs = np.log(w) - x.shape[1] * np.log(v) / 2 - np.sum(gaps**2, axis=-1) / (2 * v)
    r = np.exp(logs - logs.max(axis=1, keepdims=True))
    r = r / r.sum(axis=1, keepdims=True)
    return -np.sum((r / v)[..., None] * gaps, axis=1)
    # END SOLUTION


def denoised(x, t, w, m, s, beta):
    """Return the expectation of the starting point of each point at time t.

    Args:
        x: array of shape (N, d), one point a row.
        t: number >= 0, the time.
        w: array of shape (K,), the chances of the components, positive, with the sum 1.
        m: array of shape (K, d), the means at time 0.
        s: array of shape (K,), the standard deviations at time 0, positive, each at least 10⁻³.
        beta: number > 0, the rate.

    Returns:
        array of shape (N, d), (x + (1 − a²)·score)/a, where a = exp(−βt/2).

    """
    # BEGIN SOLUTION
    a = np.exp(-beta * t / 2)
    return (x - np.expm1(-beta * t) * score(x, t, w, m, s, beta)) / a
    # END SOLUTION


def reverse_step(x, t, dt, z, w, m, s, beta):
    """Return where points at time t are at time t − dt, by a step of the reverse SDE.

    Args:
        x: array of shape (N, d), one point a row.
        t: number >= 0, the time.
        dt: number > 0, the size of the step.
        z: array of shape (N, d), the noise, of variance 1.
        w: array of shape (K,), the chances of the components, positive, with the sum 1.
        m: array of shape (K, d), the means at time 0.
        s: array of shape (K,), the standard deviations at time 0, positive, each at least 10⁻³.
        beta: number > 0, the rate.

    Returns:
        array of shape (N, d), x + (½βx + β·score(x, t))dt + √(β dt) z.

    """
    # BEGIN SOLUTION
    x, z = np.asarray(x, dtype=float), np.asarray(z, dtype=float)
    drift = beta * (x / 2 + score(x, t, w, m, s, beta))
    return x + drift * dt + np.sqrt(beta * dt) * z
    # END SOLUTION


def flow_rhs(x, t, w, m, s, beta):
    """Return the velocity of the probability flow.

    Args:
        x: array of shape (N, d), one point a row.
        t: number >= 0, the time.
        w: array of shape (K,), the chances of the components, positive, with the sum 1.
        m: array of shape (K, d), the means at time 0.
        s: array of shape (K,), the standard deviations at time 0, positive, each at least 10⁻³.
        beta: number > 0, the rate.

    Returns:
        array of shape (N, d), −½βx − ½β·score(x, t).

    """
    # BEGIN SOLUTION
    return -beta / 2 * (np.asarray(x, dtype=float) + score(x, t, w, m, s, beta))
    # END SOLUTION


def sample(x, z, T, w, m, s, beta):
    """Return the points at time 0 to which equal reverse steps lead from time T.

    Args:
        x: array of shape (N, d), one point a row, at time T.
        z: array of shape (n, N, d), the noise of each of the n steps, of variance 1.
        T: number > 0, the time at which to begin.
        w: array of shape (K,), the chances of the components, positive, with the sum 1.
        m: array of shape (K, d), the means at time 0.
        s: array of shape (K,), the standard deviations at time 0, positive, each at least 10⁻³.
        beta: number > 0, the rate.

    Returns:
        array of shape (N, d).

    """
    # BEGIN SOLUTION
    dt = T / len(z)
    for i, noise in enumerate(z):
        x = reverse_step(x, T - i * dt, dt, noise, w, m, s, beta)
    return x
    # END SOLUTION
