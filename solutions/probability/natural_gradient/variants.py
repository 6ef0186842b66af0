"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _chances(X, w):
    """Return X as floats, and the probabilities of the label 1, without overflow."""
    X, w = np.asarray(X, dtype=float), np.asarray(w, dtype=float)
    return X, 0.5 * (1 + np.tanh(0.5 * (X @ w)))


def _weighted(X, weights):
    return X.T @ (np.asarray(weights)[:, None] * X) / len(X)


def _variances(X, w):
    """Return X as floats, and p(1−p) of each row."""
    X, w = np.asarray(X, dtype=float), np.asarray(w, dtype=float)
    z = np.exp(-np.abs(X @ w))
    return X, z / (1 + z) ** 2


# Right answers


@correct(of="fisher_logistic")
def fisher_by_cosh(X, w):
    X = np.asarray(X, float)
    half = np.minimum(np.abs(X @ np.asarray(w, float)) / 2, 300)
    return _weighted(X, 1 / (4 * np.cosh(half) ** 2))


@correct(of="fisher_logistic")
def fisher_over_both_labels(X, w):
    X, p = _chances(X, w)
    F = np.zeros((X.shape[1],) * 2)
    for x, chance in zip(X, p, strict=True):
        for y, likely in ((1, chance), (0, 1 - chance)):
            score = (y - chance) * x
            F += likely * np.outer(score, score) / len(X)
    return F


@correct(of="fisher_logistic")
def fisher_by_p_times_one_minus_p(X, w):
    X = np.asarray(X, float)
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-(X @ np.asarray(w, float))))
    return np.einsum("n,ni,nj->ij", p * (1 - p), X, X) / X.shape[0]


@correct(of="empirical_fisher")
def empirical_row_by_row(X, y, w):
    X, p = _chances(X, w)
    scores = [(label - chance) * x for x, label, chance in zip(X, np.asarray(y, float), p, strict=True)]
    return np.mean([np.outer(score, score) for score in scores], axis=0)


@correct(of="empirical_fisher")
def empirical_by_the_chance_of_the_other_label(X, y, w):
    X, p = _chances(X, w)
    return _weighted(X, np.where(np.asarray(y) > 0.5, 1 - p, p) ** 2)


@correct(of="fisher_gaussian")
def gaussian_by_its_entries(sigma):
    F = np.zeros((2, 2))
    F[0, 0], F[1, 1] = 1 / float(sigma) ** 2, 2
    return F


@correct(of="fisher_gaussian")
def gaussian_by_quadrature(sigma):
    z, weights = np.polynomial.hermite_e.hermegauss(6)
    scores = np.array([z / float(sigma), z**2 - 1])
    F = scores * (weights / weights.sum()) @ scores.T
    return np.diag(np.diag(F))


@correct(of="natural_gradient")
def natural_by_the_inverse(F, g, damping=0.0):
    return np.linalg.inv(F + damping * np.identity(len(F))) @ g


@correct(of="natural_gradient")
def natural_by_eigenvectors(F, g, damping=0.0):
    values, V = np.linalg.eigh(np.asarray(F, float))
    return V @ ((V.T @ np.asarray(g, float)) / (values + damping))


@correct(of="natural_gradient")
def natural_by_cholesky(F, g, damping=0):
    A = np.array(F, dtype=float)
    A[np.diag_indices(len(A))] += damping
    L = np.linalg.cholesky(A)
    return np.linalg.solve(L.T, np.linalg.solve(L, np.asarray(g, float)))


# Mistakes: the Fisher matrix


@mistake("It is the mean of a square: can it be negative?", of="fisher_logistic")
def fisher_without_minus(X, w):
    X, v = _variances(X, w)
    return -_weighted(X, v)


@mistake("Is it a sum over the inputs, or a mean? Give it the same inputs twice.", of="fisher_logistic")
def fisher_summed(X, w):
    X, v = _variances(X, w)
    return len(X) * _weighted(X, v)


@mistake("What is the variance of a label that is 1 with the probability p?", of="fisher_logistic")
def probability_for_variance(X, w):
    X, p = _chances(X, w)
    return _weighted(X, p)


@mistake("Is the expectation of (y − p)² the variance of y, or its root?", of="fisher_logistic")
def deviation_for_variance(X, w):
    X, v = _variances(X, w)
    return _weighted(X, np.sqrt(v))


@mistake("Is the variance squared once more? Check p = ½ by hand.", of="fisher_logistic")
def variance_squared(X, w):
    X, v = _variances(X, w)
    return _weighted(X, v**2)


@mistake("Does only the likelier label count, or both, with their probabilities?", of="fisher_logistic")
def likelier_label_alone(X, w):
    X, p = _chances(X, w)
    return _weighted(X, ((p > 0.5) - p) ** 2)


@mistake("How sure is the model of a label where p is near 1? Does such an input count as much as one with p = ½?",
         of="fisher_logistic")  # fmt: skip
def inputs_alone(X, w):
    X, _ = _variances(X, w)
    return _weighted(X, np.ones(len(X)))


@mistake("What is exp(2000) / (1 + exp(2000)), as floats?", of="fisher_logistic")
def exp_over_one_plus_exp(X, w):
    X = np.asarray(X, float)
    with np.errstate(all="ignore"):
        z = np.exp(X @ np.asarray(w, float))
        return _weighted(X, z / (1 + z) ** 2)


@mistake("Is the score squared?", of="empirical_fisher")
def score_not_squared(X, y, w):
    X, p = _chances(X, w)
    return _weighted(X, np.abs(np.asarray(y, float) - p))


@mistake("Can a mean of squares have a negative diagonal?", of="empirical_fisher")
def score_with_its_sign(X, y, w):
    X, p = _chances(X, w)
    return _weighted(X, np.asarray(y, float) - p)


@mistake("Is it the mean of squares, or the square of the mean?", of="empirical_fisher")
def square_of_the_mean(X, y, w):
    X, p = _chances(X, w)
    mean = ((np.asarray(y, float) - p)[:, None] * X).mean(axis=0)
    return np.outer(mean, mean)


@mistake("Is anything subtracted from the scores?", of="empirical_fisher")
def scores_centred(X, y, w):
    X, p = _chances(X, w)
    scores = (np.asarray(y, float) - p)[:, None] * X
    scores = scores - scores.mean(axis=0)
    return scores.T @ scores / len(X)


@mistake("Do your labels matter? Turn one of them round.", of="empirical_fisher")
def labels_of_the_model(X, y, w):
    X, v = _variances(X, w)
    return _weighted(X, v)


@mistake("Is it a sum over the inputs, or a mean?", of="empirical_fisher")
def empirical_summed(X, y, w):
    X, p = _chances(X, w)
    return len(X) * _weighted(X, (np.asarray(y, float) - p) ** 2)


# Mistakes: the Gaussian


@mistake("Is the parameter σ or log σ? A step of 0.1 in log σ is 10 % of σ.", of="fisher_gaussian")
def by_sigma(sigma):
    return np.diag([1 / float(sigma) ** 2, 2 / float(sigma) ** 2])


@mistake("Is the parameter the variance, or the logarithm of σ?", of="fisher_gaussian")
def by_the_variance(sigma):
    return np.diag([1 / float(sigma) ** 2, 1 / (2 * float(sigma) ** 4)])


@mistake("What is the mean of (z² − 1)² for a z of variance 1? The mean of z⁴ is 3.", of="fisher_gaussian")
def one_for_two(sigma):
    return np.diag([1 / float(sigma) ** 2, 1.0])


@mistake("What is the mean of (z/σ)²?", of="fisher_gaussian")
def sigma_not_squared(sigma):
    return np.diag([1 / float(sigma), 2.0])


@mistake("Wide or narrow: where does a step of the mean change more?", of="fisher_gaussian")
def covariance_for_information(sigma):
    return np.diag([float(sigma) ** 2, 0.5])


# Mistakes: the natural gradient


@mistake("If g is loss per parameter and F is one over parameter squared, what is F times g?", of="natural_gradient")
def multiplied(F, g, damping=0.0):
    return (F + damping * np.eye(len(F))) @ g


@mistake("Print your result for a damping of 0 and of 10. What should change?", of="natural_gradient")
def damping_lost(F, g, damping=0.0):
    return np.linalg.lstsq(np.asarray(F, float), g, rcond=None)[0]


@mistake("On which entries does damping sit? Print F + 1 and F + np.eye(2).", of="natural_gradient")
def damping_on_every_entry(F, g, damping=0.0):
    return np.linalg.lstsq(np.asarray(F + damping, float), g, rcond=None)[0]


@mistake("Is a small eigenvalue of F the same as none? In which unit?", of="natural_gradient")
def small_eigenvalues_dropped(F, g, damping=0.0):
    return np.linalg.pinv(np.asarray(F + damping * np.eye(len(F)), float), rcond=1e-4) @ g


@mistake("Which entries of F does your result use?", of="natural_gradient")
def diagonal_alone(F, g, damping=0.0):
    return np.asarray(g, float) / (np.diag(F) + damping)


@mistake("Is the natural gradient asked, or the step that goes down?", of="natural_gradient")
def downhill(F, g, damping=0.0):
    return -np.linalg.solve(F + damping * np.eye(len(F)), g)


@mistake("How much damping is there where none is given?", of="natural_gradient")
def always_damped(F, g, damping=0.0):
    return np.linalg.solve(F + (damping or 1e-3) * np.eye(len(F)), g)
