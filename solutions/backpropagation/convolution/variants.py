"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _conv(x, w, stride=1):
    x, w = np.asarray(x, float), np.asarray(w, float)
    k = w.shape[2]
    places = range(0, x.shape[1] - k + 1, stride)
    return np.stack([np.tensordot(w, x[:, t : t + k], axes=2) for t in places], axis=1)


def _matrix(w, n, stride=1):
    k = len(w)
    T = np.zeros(((n - k) // stride + 1, n))
    for t in range(len(T)):
        for j in range(k):
            T[t, t * stride + j] = w[j]
    return T


def _vjp(x, w, u, stride=1):
    x, w, u = np.asarray(x, float), np.asarray(w, float), np.asarray(u, float)
    dx, dw, k = np.zeros(x.shape), np.zeros(w.shape), w.shape[2]
    for t in range(u.shape[1]):
        seen = slice(t * stride, t * stride + k)
        dx[:, seen] += np.tensordot(u[:, t], w, axes=1)
        dw += u[:, t, None, None] * x[None, :, seen]
    return dx, dw


# Right answers


@correct(of="conv")
def conv_place_by_place(x, w, stride=1):
    return _conv(x, w, stride)


@correct(of="conv")
def conv_by_matrices(x, w, stride=1):
    x, w = np.asarray(x, float), np.asarray(w, float)
    n = x.shape[1]
    return np.array([sum(_matrix(w[p, q], n, stride) @ x[q] for q in range(len(x))) for p in range(len(w))])


@correct(of="conv")
def conv_shift_by_shift(x, w, stride=1):
    x, w = np.asarray(x, float), np.asarray(w, float)
    m = (x.shape[1] - w.shape[2]) // stride + 1
    y = np.zeros((len(w), m))
    for j in range(w.shape[2]):
        y += w[:, :, j] @ x[:, j : j + (m - 1) * stride + 1 : stride]
    return y


@correct(of="conv_matrix")
def matrix_entry_by_entry(w, n, stride=1):
    return _matrix(w, n, stride)


@correct(of="conv_matrix")
def matrix_column_by_column(w, n, stride=1):
    return np.stack([np.correlate(e, np.asarray(w, float), "valid")[::stride] for e in np.eye(n)], axis=1)


@correct(of="conv_vjp")
def vjp_place_by_place(x, w, u, stride=1):
    return _vjp(x, w, u, stride)


@correct(of="conv_vjp")
def vjp_by_matrices(x, w, u, stride=1):
    x, w, u = np.asarray(x, float), np.asarray(w, float), np.asarray(u, float)
    (o, c, k), n = w.shape, x.shape[1]
    dx = np.array([sum(_matrix(w[p, q], n, stride).T @ u[p] for p in range(o)) for q in range(c)])
    units = [_matrix(e, n, stride) for e in np.eye(k)]
    return [dx, np.array([[[u[p] @ T @ x[q] for T in units] for q in range(c)] for p in range(o)])]


@correct(of="conv_vjp")
def vjp_with_zeros_between(x, w, u, stride=1):
    x, w, u = np.asarray(x, float), np.asarray(w, float), np.asarray(u, float)
    (o, c, k), n, m = w.shape, x.shape[1], u.shape[1]
    apart = np.zeros((o, n - k + 1))
    apart[:, : (m - 1) * stride + 1 : stride] = u
    dx = np.array([sum(np.convolve(apart[p], w[p, q]) for p in range(o)) for q in range(c)])
    return dx, np.array([[np.correlate(x[q], apart[p], "valid") for q in range(c)] for p in range(o)])


# Mistakes: the convolution


@mistake("What is conv of (0, 0, 1, 0, 0) with (1, 2, 3), by the formula?", of="conv")
def flips_the_kernel(x, w, stride=1):
    return _conv(x, np.asarray(w)[:, :, ::-1], stride)


@mistake("How many outputs are there for n = 5, k = 1 and stride = 2?", of="conv")
def stride_ignored(x, w, stride=1):
    return _conv(x, w)


@mistake("How many places has a window that is as long as the signal?", of="conv")
def last_place_lost(x, w, stride=1):
    return _conv(x, w, stride)[:, :-1]


@mistake("How long is y? Does the window ever reach over an end?", of="conv")
def pads_with_zeros(x, w, stride=1):
    k = np.shape(w)[2]
    return _conv(np.pad(np.asarray(x, float), ((0, 0), (k // 2, k - 1 - k // 2))), w, stride)


@mistake("Do all channels count in y[p, t]?", of="conv")
def first_channel_alone(x, w, stride=1):
    return _conv(np.asarray(x)[:1], np.asarray(w)[:, :1], stride)


@mistake("How much does a second channel that is like the first change y?", of="conv")
def mean_over_channels(x, w, stride=1):
    return _conv(x, w, stride) / len(x)


@mistake("Which of two filters makes which channel of the output?", of="conv")
def filters_added_up(x, w, stride=1):
    y = _conv(x, w, stride)
    return np.broadcast_to(y.sum(axis=0), y.shape).copy()


# Mistakes: the matrix


@mistake("How many rows has y, and how many columns has T?", of="conv_matrix")
def matrix_transposed(w, n, stride=1):
    return _matrix(w, n, stride).T


@mistake("Is conv_matrix(w, n) @ x your conv of x with w?", of="conv_matrix")
def matrix_flipped(w, n, stride=1):
    return _matrix(w[::-1], n, stride)


@mistake("Does the window ever reach round the end?", of="conv_matrix")
def matrix_wraps(w, n, stride=1):
    T = np.zeros((-(-n // stride), n))
    for t in range(len(T)):
        for j, weight in enumerate(w):
            T[t, (t * stride + j) % n] += weight
    return T


@mistake("How far does the window move from row to row?", of="conv_matrix")
def matrix_stride_ignored(w, n, stride=1):
    return _matrix(w, n, 1)[: (n - len(w)) // stride + 1]


@mistake("What becomes of w = 0.5 in your matrix? What is its dtype?", of="conv_matrix")
def matrix_in_whole_numbers(w, n, stride=1):
    return _matrix(w, n, stride).astype(int)


@mistake("How many rows has T where the window is as long as the signal?", of="conv_matrix")
def matrix_last_row_lost(w, n, stride=1):
    return _matrix(w, n, stride)[:-1]


# Mistakes: the way back


@mistake("Two windows share an input: what do their gradients do?", of="conv_vjp")
def vjp_overwrites(x, w, u, stride=1):
    dx, dw = _vjp(x, w, u, stride)
    k = dw.shape[2]
    for t in range(np.shape(u)[1]):
        dx[:, t * stride : t * stride + k] = np.tensordot(np.asarray(u, float)[:, t], np.asarray(w, float), axes=1)
    return dx, dw


@mistake("Which filters see one input?", of="conv_vjp")
def vjp_last_filter_alone(x, w, u, stride=1):
    return _vjp(x, np.asarray(w)[-1:], np.asarray(u)[-1:], stride)[0], _vjp(x, w, u, stride)[1]


@mistake("Write down T for n = 4 and k = 2, and multiply by its transpose by hand.", of="conv_vjp")
def vjp_correlates_again(x, w, u, stride=1):
    return _vjp(x, np.asarray(w)[:, :, ::-1], u, stride)[0], _vjp(x, w, u, stride)[1]


@mistake("Which inputs does output 1 see for stride 2?", of="conv_vjp")
def vjp_stride_ignored(x, w, u, stride=1):
    return _vjp(x, w, u)


@mistake("A weight is used at m places: is its gradient a mean over them, or a sum?", of="conv_vjp")
def vjp_averages_shared_weights(x, w, u, stride=1):
    dx, dw = _vjp(x, w, u, stride)
    return dx, dw / np.shape(u)[1]


@mistake("Which shape has x? And what is the gradient where no window has been?", of="conv_vjp")
def vjp_cut_to_what_was_seen(x, w, u, stride=1):
    dx, dw = _vjp(x, w, u, stride)
    return dx[:, : (np.shape(u)[1] - 1) * stride + dw.shape[2]], dw


@mistake("Which of the two is returned first?", of="conv_vjp")
def vjp_filters_first(x, w, u, stride=1):
    return _vjp(x, w, u, stride)[::-1]


@mistake("Does a weight that grows act on one place, or on all?", of="conv_vjp")
def vjp_weights_at_the_last_place(x, w, u, stride=1):
    dx, _ = _vjp(x, w, u, stride)
    x, u, k, t = np.asarray(x, float), np.asarray(u, float), np.shape(w)[2], np.shape(u)[1] - 1
    return dx, u[:, t, None, None] * x[None, :, t * stride : t * stride + k]
