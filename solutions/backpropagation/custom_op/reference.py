"""Softmax, cross entropy and normalisation, each with the backward function that a library would ask for."""

import numpy as np


def softmax(Z):
    """Return the probabilities that belong to logits, row by row.

    Args:
        Z: array of shape (N, k), the logits of one sample a row.

    Returns:
        array of shape (N, k), exp(z) over the sum of exp(z) along the row.

    """
    # BEGIN SOLUTION
    Z = np.asarray(Z, dtype=float)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
    # END SOLUTION


def softmax_vjp(P, U):
    """Return the vector-Jacobian product of softmax, row by row.

    Args:
        P: array of shape (N, k), the probabilities that came out: rows that add up to 1.
        U: array of shape (N, k), the gradient of a loss by P.

    Returns:
        array of shape (N, k), the gradient by the logits, p∘(u − p·u).

    """
    # BEGIN SOLUTION
    P, U = np.asarray(P, dtype=float), np.asarray(U, dtype=float)
    return P * (U - (P * U).sum(axis=1, keepdims=True))
    # END SOLUTION


def cross_entropy(Z, labels):
    """Return the mean over samples of minus the logarithm of the right label's probability, and its gradient.

    Args:
        Z: array of shape (N, k), the logits of one sample a row.
        labels: array of shape (N,) of ints from 0 to k − 1.

    Returns:
        tuple of a float, the loss, and an array of shape (N, k), its gradient by Z.

    """
    # BEGIN SOLUTION
    rows, G = np.arange(len(labels)), softmax(Z)
    Z = np.asarray(Z, dtype=float)
    Z = Z - Z.max(axis=1, keepdims=True)
    loss = np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[rows, labels])
    G[rows, labels] -= 1
    return loss, G / len(labels)
    # END SOLUTION


def normalise(X, axis, eps=1e-5):
    """Return an array with mean 0 and spread 1 along an axis.

    Args:
        X: array of shape (N, d).
        axis: int, 0 or 1, along which means are taken.
        eps: number ε > 0, added to the variance.

    Returns:
        array of shape (N, d), (x − x̄)/s with s = √(mean((x − x̄)²) + ε).

    """
    # BEGIN SOLUTION
    X = np.asarray(X, dtype=float)
    steps = X - X.mean(axis=axis, keepdims=True)
    return steps / np.sqrt((steps**2).mean(axis=axis, keepdims=True) + eps)
    # END SOLUTION


def normalise_vjp(X, U, axis, eps=1e-5):
    """Return the vector-Jacobian product of ``normalise``.

    Args:
        X: array of shape (N, d), what went in.
        U: array of shape (N, d), the gradient of a loss by what came out.
        axis: int, 0 or 1, along which means are taken.
        eps: number ε > 0, added to the variance.

    Returns:
        array of shape (N, d), the gradient by X, (u − ū − x̂ mean(u∘x̂))/s.

    """
    # BEGIN SOLUTION
    U, X_hat = np.asarray(U, dtype=float), normalise(X, axis, eps)
    s = np.sqrt(np.var(np.asarray(X, dtype=float), axis=axis, keepdims=True) + eps)
    lost = U.mean(axis=axis, keepdims=True) + X_hat * (U * X_hat).mean(axis=axis, keepdims=True)
    return (U - lost) / s
    # END SOLUTION
