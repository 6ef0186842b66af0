"""Right answers written differently, and the mistakes that students make."""

import numpy as np

from autograder import correct, mistake


def _parts(X, y, w, b):
    X, y, w = (np.array(array, dtype=float) for array in (X, y, w))
    z = X @ w + b
    return X, z, 2 * (np.maximum(z, 0) - y) / len(y)


# Right answers


@correct(of="neuron_loss")
def loss_sample_by_sample(X, y, w, b):
    total = 0.0
    for row, target in zip(X, y, strict=True):
        z = sum(float(x) * float(weight) for x, weight in zip(row, w, strict=True)) + b
        total += (float(target) - max(0.0, z)) ** 2
    return total / len(y)


@correct(of="neuron_loss")
def loss_of_a_gated_sum(X, y, w, b):
    z = np.asarray(X, float) @ np.asarray(w, float) + b
    e = z * (z > 0) - np.asarray(y, float)
    return e @ e / e.size


@correct(of="neuron_grad")
def gradient_sample_by_sample(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    gw, gb = np.zeros(X.shape[1]), 0.0
    for row, height, slope in zip(X, z, slopes, strict=True):
        if height > 0:
            gw = gw + slope * row
            gb += slope
    return gw, gb


@correct(of="neuron_grad")
def gradient_with_a_column_of_ones(X, y, w, b):
    X = np.column_stack([np.asarray(X, float), np.ones(len(y))])
    a = np.maximum(0, X @ np.append(np.asarray(w, float), b))
    g = X[a > 0].T @ (a[a > 0] - np.asarray(y, float)[a > 0]) * 2 / len(y)
    return g[:-1], g[-1]


@correct(of="neuron_grad")
def gradient_of_active_rows(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    gate = np.heaviside(z, 0.0)
    return [np.einsum("n,n,nd->d", slopes, gate, X), np.dot(slopes, gate)]


# Mistakes: the loss


@mistake("Is there a half in C?", of="neuron_loss")
def loss_halved(X, y, w, b):
    _, z, _ = _parts(X, y, w, b)
    return np.mean((y - np.maximum(z, 0)) ** 2) / 2


@mistake("What does the neuron put out for z = −1?", of="neuron_loss")
def linear_loss(X, y, w, b):
    _, z, _ = _parts(X, y, w, b)
    return np.mean((y - z) ** 2)


@mistake("Hand the data in twice, one copy below the other: should C change?", of="neuron_loss")
def loss_summed(X, y, w, b):
    _, z, _ = _parts(X, y, w, b)
    return np.sum((y - np.maximum(z, 0)) ** 2)


@mistake("What does C come to if b alone is changed by 1? Does your loss notice?", of="neuron_loss")
def loss_without_bias(X, y, w, b):
    _, z, _ = _parts(X, y, w, 0)
    return np.mean((y - np.maximum(z, 0)) ** 2)


# Mistakes: the gradient


@mistake("What does a silent neuron's output do when w moves a little?", of="neuron_grad")
def no_mask(X, y, w, b):
    X, _, slopes = _parts(X, y, w, b)
    return X.T @ slopes, slopes.sum()


@mistake("Does C fall when you step along minus your gradient?", of="neuron_grad")
def upwards(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    return X.T @ (-slopes * (z > 0)), -slopes @ (z > 0)


@mistake("Hand the data in twice, one copy below the other: should the gradient change?", of="neuron_grad")
def sum_for_mean(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    return len(X) * X.T @ (slopes * (z > 0)), len(X) * slopes @ (z > 0)


@mistake("Differentiate (y − a)² by a.", of="neuron_grad")
def no_two(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    return X.T @ (slopes * (z > 0)) / 2, slopes @ (z > 0) / 2


@mistake("What makes a neuron silent: the target, or z?", of="neuron_grad")
def mask_from_the_targets(X, y, w, b):
    X, _, slopes = _parts(X, y, w, b)
    return X.T @ (slopes * (np.asarray(y) > 0)), slopes @ (np.asarray(y) > 0)


@mistake("What makes a neuron silent: its error, or z?", of="neuron_grad")
def mask_from_the_error(X, y, w, b):
    X, _, slopes = _parts(X, y, w, b)
    return X.T @ (slopes * (slopes > 0)), slopes @ (slopes > 0)


@mistake("What does the statement say of z = 0?", of="neuron_grad")
def active_at_zero(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    return X.T @ (slopes * (z >= 0)), slopes @ (z >= 0)


@mistake("Which slope does the statement take at z = 0?", of="neuron_grad")
def half_at_zero(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    gate = np.heaviside(z, 0.5)
    return X.T @ (slopes * gate), slopes @ gate


@mistake("Which N stands in C: all samples, or the active ones?", of="neuron_grad")
def mean_over_the_active(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    share = max(np.mean(z > 0), 1e-300)
    return X.T @ (slopes * (z > 0)) / share, slopes @ (z > 0) / share


@mistake("Does b move the output of a silent sample?", of="neuron_grad")
def bias_without_mask(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    return X.T @ (slopes * (z > 0)), slopes.sum()


@mistake("Which shape has w, and which has your gradient by it?", of="neuron_grad")
def gradients_of_each_sample(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    return X * (slopes * (z > 0))[:, None], slopes * (z > 0)


@mistake("Where is the gate opened: at Xw, or at Xw + b?", of="neuron_grad")
def gate_without_bias(X, y, w, b):
    X, z, slopes = _parts(X, y, w, b)
    return X.T @ (slopes * (z - b > 0)), slopes @ (z - b > 0)
