"""Independent component analysis: the likelihood of an unmixing matrix, two gradients, and the way up."""

import numpy as np


def ica_loglik(W, X):
    """Return the mean log likelihood of samples whose voices have the density 1/(π cosh s).

    Args:
        W: array of shape (d, d), the unmixing matrix, invertible.
        X: array of shape (N, d), one sample a row.

    Returns:
        float, log |det W| − d log π minus the mean over the samples of Σₖ log cosh sₖ, where s = Wx.

    """
    # BEGIN SOLUTION
    W, X = np.asarray(W, dtype=float), np.asarray(X, dtype=float)
    S = X @ W.T
    log_cosh = np.logaddexp(S, -S) - np.log(2)
    return float(np.linalg.slogdet(W)[1] - np.mean(np.sum(log_cosh, axis=1)) - len(W) * np.log(np.pi))
    # END SOLUTION


def ica_grad(W, X):
    """Return the gradient of the mean log likelihood.

    Args:
        W: array of shape (d, d), the unmixing matrix, invertible.
        X: array of shape (N, d), one sample a row.

    Returns:
        array of shape (d, d), W⁻ᵀ − tanh(S)ᵀX/N, where S = XWᵀ.

    """
    # BEGIN SOLUTION
    W, X = np.asarray(W, dtype=float), np.asarray(X, dtype=float)
    return np.linalg.inv(W).T - np.tanh(X @ W.T).T @ X / len(X)
    # END SOLUTION


def ica_relative_grad(W, X):
    """Return the relative gradient of the mean log likelihood: the gradient times WᵀW.

    Args:
        W: array of shape (d, d), the unmixing matrix, invertible.
        X: array of shape (N, d), one sample a row.

    Returns:
        array of shape (d, d), (I − tanh(S)ᵀS/N)W, where S = XWᵀ.

    """
    # BEGIN SOLUTION
    W, X = np.asarray(W, dtype=float), np.asarray(X, dtype=float)
    S = X @ W.T
    return W - np.tanh(S).T @ S @ W / len(X)
    # END SOLUTION


def ica_ascend(W, X, lr, steps):
    """Return the unmixing matrix after steps along the relative gradient.

    Args:
        W: array of shape (d, d), where to begin, invertible.
        X: array of shape (N, d), one sample a row.
        lr: number > 0, the size of a step.
        steps: int, how many, 0 or more.

    Returns:
        array of shape (d, d).

    """
    # BEGIN SOLUTION
    W = np.array(W, dtype=float)
    for _ in range(steps):
        W = W + lr * ica_relative_grad(W, X)
    return W
    # END SOLUTION
