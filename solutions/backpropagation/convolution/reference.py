"""Convolution in one dimension, as deep learning means it: the map, its matrix, and its vector-Jacobian product."""

import numpy as np


def conv(x, w, stride=1):
    """Return the dot products of filters with what a window shows of a signal, place by place.

    Args:
        x: array of shape (c, n), a signal of c channels.
        w: array of shape (o, c, k), o filters of k places, k ≤ n.
        stride: int, 1 or more, by which the window moves.

    Returns:
        array of shape (o, m), m = (n − k)//stride + 1.

    """
    # BEGIN SOLUTION
    return np.einsum("pqj,qtj->pt", np.asarray(w, dtype=float), _windows(x, w, stride))
    # END SOLUTION


def conv_matrix(w, n, stride=1):
    """Return the matrix of the convolution of one channel with one filter.

    Args:
        w: array of shape (k,), the filter.
        n: int, the number of places of the signal, n ≥ k.
        stride: int, 1 or more, by which the window moves.

    Returns:
        array of shape (m, n), m = (n − k)//stride + 1: w stands in row t from column t·stride on.

    """
    # BEGIN SOLUTION
    T = np.zeros(((n - len(w)) // stride + 1, n))
    for t, row in enumerate(T):
        row[t * stride : t * stride + len(w)] = w
    return T
    # END SOLUTION


def conv_vjp(x, w, u, stride=1):
    """Return the vector-Jacobian products of a convolution, by the signal and by the filters.

    Args:
        x: array of shape (c, n), the signal.
        w: array of shape (o, c, k), the filters, k ≤ n.
        u: array of shape (o, m), the gradient of a loss by what came out.
        stride: int, 1 or more, by which the window moved.

    Returns:
        tuple of arrays dx of shape (c, n) and dw of shape (o, c, k).

    """
    # BEGIN SOLUTION
    w, u, dx = np.asarray(w, dtype=float), np.asarray(u, dtype=float), np.zeros(np.shape(x))
    dwindows = np.einsum("pqj,pt->tqj", w, u)
    for t, dwindow in enumerate(dwindows):
        dx[:, t * stride : t * stride + w.shape[2]] += dwindow
    return dx, np.einsum("pt,qtj->pqj", u, _windows(x, w, stride))
    # END SOLUTION


# BEGIN SOLUTION
def _windows(x, w, stride):
    """Return what the window shows of each channel at each place, of shape (c, m, k)."""
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(x, dtype=float), np.shape(w)[2], axis=1)
    return windows[:, ::stride]


# END SOLUTION
