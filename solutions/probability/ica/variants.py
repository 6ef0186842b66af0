"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _voices(W, X):
    W, X = np.asarray(W, dtype=float), np.asarray(X, dtype=float)
    return W, X, X @ W.T


def _parts(W, X):
    """Return log |det W|, log cosh of all voices, and their number."""
    W, X, S = _voices(W, X)
    return np.linalg.slogdet(W)[1], np.abs(S) + np.log1p(np.exp(-2 * np.abs(S))) - np.log(2), len(W)


def _climb(W, X, lr, steps):
    W = np.array(W, dtype=float)
    for _ in range(steps):
        W, X, S = _voices(W, X)
        W = W + lr * (np.eye(len(W)) - np.tanh(S).T @ S / len(X)) @ W
    return W


# Right answers


@correct(of="ica_loglik")
def likelihood_by_singular_values(W, X):
    _, log_cosh, d = _parts(W, X)
    return np.log(np.linalg.svd(W, compute_uv=False)).sum() - log_cosh.sum() / len(X) - d * np.log(np.pi)


@correct(of="ica_loglik")
def likelihood_by_qr(W, X):
    R = np.linalg.qr(np.asarray(W, float), mode="r")
    _, log_cosh, _ = _parts(W, X)
    return np.log(np.abs(np.diag(R))).sum() - np.mean(np.sum(log_cosh + np.log(np.pi), axis=1))


@correct(of="ica_loglik")
def likelihood_sample_by_sample(W, X):
    size, d = np.linalg.slogdet(np.asarray(W, float))[1], len(W)
    total = 0.0
    for x in np.asarray(X, float):
        for row in np.asarray(W, float):
            s = abs(row @ x)
            total += s + np.log((1 + np.exp(-2 * s)) / 2)
    return size - d * np.log(np.pi) - total / len(X)


@correct(of="ica_grad")
def gradient_by_solving(W, X):
    W, X, S = _voices(W, X)
    return np.linalg.solve(W.T, np.eye(len(W))) - np.mean(np.tanh(S)[:, :, None] * X[:, None, :], axis=0)


@correct(of="ica_grad")
def gradient_sample_by_sample(W, X):
    W, X, S = _voices(W, X)
    G = np.zeros_like(W)
    for s, x in zip(S, X, strict=True):
        G += np.linalg.inv(W).T - np.outer(np.tanh(s), x)
    return G / len(X)


@correct(of="ica_relative_grad")
def relative_gradient_by_the_plain_one(W, X):
    W, X, S = _voices(W, X)
    return (np.linalg.inv(W).T - np.tanh(S).T @ X / len(X)) @ W.T @ W


@correct(of="ica_relative_grad")
def relative_gradient_with_the_identity(W, X):
    W, X, S = _voices(W, X)
    return (np.identity(len(W)) - np.einsum("nk,nl->kl", np.tanh(S), S) / len(X)) @ W


@correct(of="ica_ascend")
def ascend_by_recursion(W, X, lr, steps):
    if steps == 0:
        return np.array(W, dtype=float)
    return ascend_by_recursion(W + lr * ica_relative_grad(W, X), X, lr, steps - 1)  # noqa: F821 - the submission's own


@correct(of="ica_ascend")
def ascend_with_its_own_gradient(W, X, lr, steps):
    return _climb(W, X, lr, steps)


@correct(of="ica_ascend")
def ascend_on_voices(W, X, lr, steps):
    W, X, S = _voices(W, X)
    for _ in range(int(steps)):
        turn = np.eye(len(W)) + lr * (np.eye(len(W)) - np.tanh(S).T @ S / len(S))
        W, S = turn @ W, S @ turn.T
    return np.array(W)


# Mistakes: the likelihood


@mistake("What stops W from shrinking to zero?", of="ica_loglik")
def no_determinant(W, X):
    _, log_cosh, d = _parts(W, X)
    return -np.mean(log_cosh.sum(axis=1)) - d * np.log(np.pi)


@mistake("Turn one voice upside down: is the density another one?", of="ica_loglik")
def determinant_with_its_sign(W, X):
    _, log_cosh, d = _parts(W, X)
    with np.errstate(all="ignore"):
        return np.log(np.linalg.det(np.asarray(W, float))) - np.mean(log_cosh.sum(axis=1)) - d * np.log(np.pi)


@mistake("Print the determinant for 130 voices in units of a thousandth.", of="ica_loglik")
def log_of_the_determinant(W, X):
    _, log_cosh, d = _parts(W, X)
    with np.errstate(all="ignore"):
        size = np.log(np.abs(np.linalg.det(np.asarray(W, float))))
    return size - np.mean(log_cosh.sum(axis=1)) - d * np.log(np.pi)


@mistake("What is cosh(1000), and what is its logarithm?", of="ica_loglik")
def log_of_cosh(W, X):
    size, _, d = _parts(W, X)
    with np.errstate(all="ignore"):
        return size - np.mean(np.log(np.cosh(_voices(W, X)[2])).sum(axis=1)) - d * np.log(np.pi)


@mistake("Is it a mean over the samples, or a sum? Give it the same samples twice.", of="ica_loglik")
def sum_over_samples(W, X):
    size, log_cosh, d = _parts(W, X)
    return len(X) * (size - d * np.log(np.pi)) - log_cosh.sum()


@mistake("Over what is the mean taken: samples, or voices as well?", of="ica_loglik")
def mean_over_voices(W, X):
    size, log_cosh, d = _parts(W, X)
    return size - np.mean(log_cosh) - d * np.log(np.pi)


@mistake("How many voices have a factor of 1/π?", of="ica_loglik")
def one_factor_of_pi(W, X):
    size, log_cosh, _ = _parts(W, X)
    return size - np.mean(log_cosh.sum(axis=1)) - np.log(np.pi)


@mistake("A sample is a row of X. What is Wx for all rows at once?", of="ica_loglik")
def likelihood_of_x_w(W, X):
    return likelihood_by_qr(np.transpose(W), X)


@mistake("Is a loud voice likely under 1/cosh?", of="ica_loglik")
def loud_voices_are_likely(W, X):
    size, log_cosh, d = _parts(W, X)
    return size + np.mean(log_cosh.sum(axis=1)) - d * np.log(np.pi)


# Mistakes: the gradient


@mistake("Is ∂ log |det W| / ∂W₁₂ the entry 12 of W⁻¹, or 21?", of="ica_grad")
def inverse_not_transposed(W, X):
    W, X, S = _voices(W, X)
    return np.linalg.inv(W) - np.tanh(S).T @ X / len(X)


@mistake("Does the determinant have no gradient?", of="ica_grad")
def gradient_without_determinant(W, X):
    W, X, S = _voices(W, X)
    return -np.tanh(S).T @ X / len(X)


@mistake("Is a loud voice likely under 1/cosh? In which direction does it want W to go?", of="ica_grad")
def gradient_for_loud_voices(W, X):
    W, X, S = _voices(W, X)
    return np.linalg.inv(W).T + np.tanh(S).T @ X / len(X)


@mistake("Row k of the gradient belongs to voice k: whose tanh stands in it?", of="ica_grad")
def gradient_turned(W, X):
    W, X, S = _voices(W, X)
    return np.linalg.inv(W).T - X.T @ np.tanh(S) / len(X)


@mistake("For Gaussian voices, can they be told apart? What is the derivative of log cosh?", of="ica_grad")
def gradient_of_gaussian_voices(W, X):
    W, X, S = _voices(W, X)
    return np.linalg.inv(W).T - S.T @ X / len(X)


@mistake("What is the derivative of log cosh: tanh, or that of tanh?", of="ica_grad")
def gradient_with_the_slope_of_tanh(W, X):
    W, X, S = _voices(W, X)
    return np.linalg.inv(W).T - (1 - np.tanh(S) ** 2).T @ X / len(X)


@mistake("Is ℓ a mean over the samples? Give your gradient the same samples twice.", of="ica_grad")
def gradient_of_the_sum(W, X):
    W, X, S = _voices(W, X)
    return np.linalg.inv(W).T - np.tanh(S).T @ X


@mistake("A sample is a row of X. What is Wx for all rows at once?", of="ica_grad")
def gradient_of_x_w(W, X):
    W, X, _ = _voices(W, X)
    return np.linalg.inv(W).T - np.tanh(X @ W).T @ X / len(X)


# Mistakes: the relative gradient


@mistake("In which order must the factors stand, so that a mixing M cancels?", of="ica_relative_grad")
def product_on_the_left(W, X):
    W, X, S = _voices(W, X)
    return W @ W.T @ (np.linalg.inv(W).T - np.tanh(S).T @ X / len(X))


@mistake("Of tanh(S) and S, which one stands on the left in the gradient?", of="ica_relative_grad")
def tanh_on_the_right(W, X):
    W, X, S = _voices(W, X)
    return (np.eye(len(W)) - S.T @ np.tanh(S) / len(X)) @ W


@mistake("Multiply the gradient by WᵀW. How many W are left at the end?", of="ica_relative_grad")
def last_factor_forgotten(W, X):
    W, X, S = _voices(W, X)
    return np.eye(len(W)) - np.tanh(S).T @ S / len(X)


@mistake("Is this the steepest way for a step measured by ‖dW‖, or by ‖dW W⁻¹‖?", of="ica_relative_grad")
def plain_gradient(W, X):
    W, X, S = _voices(W, X)
    return np.linalg.inv(W).T - np.tanh(S).T @ X / len(X)


@mistake("Is ℓ a mean over the samples, or a sum?", of="ica_relative_grad")
def relative_gradient_of_the_sum(W, X):
    W, X, S = _voices(W, X)
    return W - np.tanh(S).T @ S @ W


# Mistakes: the way up


@mistake("Does the likelihood rise along your way?", of="ica_ascend")
def downhill(W, X, lr, steps):
    return _climb(W, X, -lr, steps)


@mistake("After 0 steps, where are you?", of="ica_ascend")
def one_step_too_many(W, X, lr, steps):
    return _climb(W, X, lr, steps + 1)


@mistake("Where is the gradient of the second step taken?", of="ica_ascend")
def gradient_at_the_start(W, X, lr, steps):
    W = np.asarray(W, float)
    return W + steps * (_climb(W, X, lr, 1) - W)


@mistake("Which of the two gradients does a step follow?", of="ica_ascend")
def along_the_plain_gradient(W, X, lr, steps):
    W = np.array(W, dtype=float)
    for _ in range(steps):
        W, X, S = _voices(W, X)
        W = W + lr * (np.linalg.inv(W).T - np.tanh(S).T @ X / len(X))
    return W


@mistake("How many steps does your function take?", of="ica_ascend")
def one_step_alone(W, X, lr, steps):
    return _climb(W, X, lr, min(steps, 1))
