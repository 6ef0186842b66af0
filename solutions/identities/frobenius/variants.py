"""Right answers written differently, and the mistakes that students make, for the loss and each gradient."""

import numpy as np

from autograder import correct, mistake

# Right answers: the loss


@correct(of="frob_loss")
def loss_as_a_squared_norm(X, W, Y):
    return np.linalg.norm(Y - X @ W) ** 2


@correct(of="frob_loss")
def loss_as_a_trace(X, W, Y):
    errors = X @ W - Y
    return np.trace(errors.T @ errors)


@correct(of="frob_loss")
def loss_column_by_column(X, W, Y):
    loss = 0.0
    for j in range(Y.shape[1]):
        errors = X @ W[:, j] - Y[:, j]
        loss += errors @ errors
    return loss


# Right answers: the gradients


@correct(of="d_X")
def by_data_sample_by_sample(X, W, Y):
    gradient = np.zeros(X.shape)
    for i in range(len(X)):
        gradient[i] = 2 * W @ (X[i] @ W - Y[i])
    return gradient


@correct(of="d_X")
def by_data_by_einsum(X, W, Y):
    return 2 * np.einsum("ij,pj->ip", X @ W - Y, W)


@correct(of="d_W")
def by_weights_column_by_column(X, W, Y):
    return np.stack([2 * X.T @ (X @ w - y) for w, y in zip(W.T, Y.T, strict=True)], axis=1)


@correct(of="d_W")
def by_weights_multiplied_out(X, W, Y):
    return 2 * X.T @ X @ W - 2 * X.T @ Y


@correct(of="d_W")
def by_weights_with_vec(X, W, Y):
    p, k = W.shape
    wide = np.kron(np.eye(k), X)
    errors = wide @ W.ravel(order="F") - Y.ravel(order="F")
    return (2 * wide.T @ errors).reshape((p, k), order="F")


@correct(of="d_W")
def by_weights_by_complex_steps(X, W, Y):
    gradient = np.zeros(W.shape)
    for at in np.ndindex(W.shape):
        moved = W.astype(complex)
        moved[at] += 1e-30j
        gradient[at] = np.sum((Y - X @ moved) ** 2).imag / 1e-30
    return gradient


# Mistakes: the loss


@mistake("Stack the data on top of itself. Should this loss stay as it is, or double?", of="frob_loss")
def loss_is_a_mean(X, W, Y):
    return np.sum((Y - X @ W) ** 2) / max(1, Y.size)


@mistake("If all errors double, by what factor should the loss grow?", of="frob_loss")
def loss_forgets_the_square(X, W, Y):
    return np.linalg.norm(Y - X @ W)


@mistake("Which norm is this? Take X = 0 and Y the 2 by 2 identity: what should the loss be?", of="frob_loss")
def loss_is_another_norm(X, W, Y):
    return np.max(np.linalg.svd(Y - X @ W, compute_uv=False), initial=0) ** 2


@mistake("Can an error of 1 and one of -1 cancel?", of="frob_loss")
def loss_squares_the_sum(X, W, Y):
    return np.sum(Y - X @ W) ** 2


@mistake("Take a single sample with X = 0 and Y = 1. What is its squared error?", of="frob_loss")
def loss_is_halved(X, W, Y):
    return np.sum((Y - X @ W) ** 2) / 2


# Mistakes: the gradient by the weights


@mistake("Which of the matrices does training move? Compare the shape of your gradient with that of W.", of="d_W")
def by_weights_is_by_data(X, W, Y):
    return -2 * (Y - X @ W) @ W.T


@mistake("Take N = p = k = 1: what does the exponent of the square become?", of="d_W")
def by_weights_forgets_the_two(X, W, Y):
    return -X.T @ (Y - X @ W)


@mistake("Does a small step of W along your gradient raise the loss?", of="d_W")
def by_weights_points_downhill(X, W, Y):
    return 2 * X.T @ (Y - X @ W)


@mistake("Is the loss a sum or an average over the samples?", of="d_W")
def by_weights_is_of_the_mean(X, W, Y):
    return -2 * X.T @ (Y - X @ W) / max(1, Y.size)


@mistake("Compare the shape of your gradient with that of W. What is it that you transposed?", of="d_W")
def by_weights_is_laid_out_as_the_transpose(X, W, Y):
    return -2 * (Y - X @ W).T @ X


@mistake("X stands to the left of W. What does it become when it goes over to the errors?", of="d_W")
def by_weights_forgets_to_transpose(X, W, Y):
    return -2 * X @ (Y - X @ W)


@mistake("Set W to zero: your gradient vanishes. Is the loss smallest there, whatever Y is?", of="d_W")
def by_weights_loses_the_targets(X, W, Y):
    return 2 * X.T @ X @ W


# Mistakes: the gradient by the data


@mistake("Here the data move and the weights rest. Compare the shape of your gradient with that of X.", of="d_X")
def by_data_is_by_weights(X, W, Y):
    return -2 * X.T @ (Y - X @ W)


@mistake("Take one sample, one feature, one output: what does the exponent of the square become?", of="d_X")
def by_data_forgets_the_two(X, W, Y):
    return -(Y - X @ W) @ W.T


@mistake("Does a small step of X along your gradient raise the loss?", of="d_X")
def by_data_points_downhill(X, W, Y):
    return 2 * (Y - X @ W) @ W.T


@mistake("W stands to the right of X. What does it become when it goes over to the errors?", of="d_X")
def by_data_forgets_to_transpose(X, W, Y):
    return -2 * (Y - X @ W) @ W


@mistake("Is the loss a sum or an average of the squared errors? Double the samples: do slopes shrink?", of="d_X")
def by_data_is_of_the_mean(X, W, Y):
    return -2 * (Y - X @ W) @ W.T / max(1, Y.size)
