"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _checked(X):
    X = np.array(X, dtype=float)
    for column in X.T:
        if len(set(column.tolist())) == 1:
            raise ValueError("constant")
    return X


def _standard(X):
    X = _checked(X)
    return (X - X.mean(axis=0)) / X.std(axis=0), X.mean(axis=0), X.std(axis=0)


def _mapped_back(z, mu, sd):
    return np.concatenate([[z[0] - np.sum(z[1:] * mu / sd)], z[1:] / sd])


# Right answers


@correct(of="standardise")
def columns_by_numpy(X):
    if np.any(np.ptp(X, axis=0) == 0):
        raise ValueError("A column is constant.")
    X = np.asarray(X, dtype=float)
    return (X - np.mean(X, axis=0)) / np.std(X, axis=0), np.mean(X, axis=0), np.std(X, axis=0)


@correct(of="standardise")
def columns_by_loops(X):
    X = _checked(X)
    Z, mu, sd = np.empty_like(X), [], []
    for j in range(X.shape[1]):
        mean = sum(X[:, j]) / len(X)
        deviation = np.sqrt(sum((x - mean) ** 2 for x in X[:, j]) / len(X))
        Z[:, j] = (X[:, j] - mean) / deviation
        mu.append(mean)
        sd.append(deviation)
    return [Z, np.array(mu), np.array(sd)]


@correct(of="fit")
def fit_with_a_column_of_ones(X, y):
    Z, mu, sd = _standard(X)
    A = np.hstack([np.ones((len(Z), 1)), Z])
    return _mapped_back(np.linalg.lstsq(A, y, rcond=1e-10)[0], mu, sd)


@correct(of="fit")
def fit_by_the_pseudo_inverse(X, y):
    X = _checked(X)
    mu, sd = X.mean(axis=0), X.std(axis=0, ddof=1)  # any multiple of the deviation cancels
    w = (np.linalg.pinv((X - mu) / sd, rcond=1e-10) @ (y - np.mean(y))) / sd
    return np.array([np.mean(y) - w @ mu, *w])


@correct(of="fit")
def fit_by_singular_values(X, y):
    Z, mu, sd = _standard(X)
    U, s, Vt = np.linalg.svd(Z, full_matrices=False)
    kept = s > 1e-10 * s.max()
    z = Vt[kept].T @ (U[:, kept].T @ (np.asarray(y, float) - np.mean(y)) / s[kept])
    return _mapped_back(np.array([np.mean(y), *z]), mu, sd)


@correct(of="condition")
def condition_by_numpy(A):
    return np.linalg.cond(A) ** 2


@correct(of="condition")
def condition_by_qr(A):
    R = np.linalg.qr(np.asarray(A, dtype=float), mode="r")
    return np.linalg.cond(R) ** 2


@correct(of="condition")
def condition_by_singular_values(A):
    s = np.linalg.svd(A.astype(float))[1]
    return np.square(s.max() / s.min())


# Mistakes: standard units


@mistake("Do you divide by N, or by N − 1? Try two bulbs.", of="standardise")
def sample_deviation(X):
    X = _checked(X)
    return (X - X.mean(axis=0)) / X.std(axis=0, ddof=1), X.mean(axis=0), X.std(axis=0, ddof=1)


@mistake("Have volts and kelvins one mean?", of="standardise")
def one_mean_for_all(X):
    X = _checked(X)
    mu, sd = np.full(X.shape[1], X.mean()), np.full(X.shape[1], X.std())
    return (X - mu) / sd, mu, sd


@mistake("What is the mean of a column of your Z?", of="standardise")
def means_kept(X):
    _, mu, sd = _standard(X)
    return np.asarray(X, float) / sd, mu, sd


@mistake("In which unit is a variance of volts, and in which a standard deviation?", of="standardise")
def variance_for_deviation(X):
    _, mu, sd = _standard(X)
    return (np.asarray(X, float) - mu) / sd**2, mu, sd**2


@mistake("What is np.std([0.1, 0.1, 0.1])? And what makes a column constant?", of="standardise")
def constant_if_sd_is_zero(X):
    X = np.asarray(X, dtype=float)
    if (X.std(axis=0) == 0).any():
        raise ValueError("a column is constant")
    return (X - X.mean(axis=0)) / X.std(axis=0), X.mean(axis=0), X.std(axis=0)


@mistake("What should become of a column in which all bulbs are alike?", of="standardise")
def constant_columns_kept(X):
    X = np.asarray(X, dtype=float)
    mu, sd = X.mean(axis=0), X.std(axis=0)
    sd = np.where((X[0] == X).all(axis=0), 1.0, sd)
    return (X - mu) / sd, mu, sd


# Mistakes: the line


@mistake("What does your line say of the mean bulb? Does it live the mean life?", of="fit")
def no_intercept(X, y):
    X = _checked(X)
    return np.concatenate([[0.0], np.linalg.lstsq(X, y, rcond=1e-10)[0]])


@mistake("Measure volts in millivolts: does your slope of the voltage change?", of="fit")
def not_mapped_back(X, y):
    Z, _, _ = _standard(X)
    return np.linalg.lstsq(np.column_stack([np.ones(len(Z)), Z]), y, rcond=1e-10)[0]


@mistake("Your intercept is the life of which bulb: the mean one, or one with 0 V?", of="fit")
def intercept_of_the_mean_bulb(X, y):
    Z, _, sd = _standard(X)
    z = np.linalg.lstsq(np.column_stack([np.ones(len(Z)), Z]), y, rcond=1e-10)[0]
    return np.concatenate([z[:1], z[1:] / sd])


@mistake(
    "How many hours is one standard deviation of voltage worth, by your slope and by the standardised fit?", of="fit"
)
def times_sd(X, y):
    Z, mu, sd = _standard(X)
    z = np.linalg.lstsq(np.column_stack([np.ones(len(Z)), Z]), y, rcond=1e-10)[0]
    return np.concatenate([[z[0] - z[1:] @ (mu / sd)], z[1:] * sd])


@mistake("How often does a slope have to be divided by σ on its way back? Follow the units.", of="fit")
def sd_twice(X, y):
    Z, mu, sd = _standard(X)
    z = np.linalg.lstsq(np.column_stack([np.ones(len(Z)), Z]), y, rcond=1e-10)[0]
    return np.concatenate([[z[0] - z[1:] @ (mu / sd**2)], z[1:] / sd**2])


@mistake("In which units are the slopes to be smallest, where many lines are best?", of="fit")
def minimum_norm_in_raw_units(X, y):
    X = _checked(X)
    w = np.linalg.lstsq(X - X.mean(axis=0), np.asarray(y, float) - np.mean(y), rcond=1e-14)[0]
    return np.concatenate([[np.mean(y) - w @ X.mean(axis=0)], w])


@mistake("Does your line change where nothing was singular? What is the sum of its errors times a column?", of="fit")
def ridge_against_singularity(X, y):
    Z, mu, sd = _standard(X)
    A = np.column_stack([np.ones(len(Z)), Z])
    return _mapped_back(np.linalg.solve(A.T @ A + 1e-3 * np.eye(A.shape[1]), A.T @ y), mu, sd)


@mistake("Which column comes first in the answer: the ones, or the voltage?", of="fit")
def intercept_last(X, y):
    Z, mu, sd = _standard(X)
    z = np.linalg.lstsq(np.column_stack([np.ones(len(Z)), Z]), y, rcond=1e-10)[0]
    line = _mapped_back(z, mu, sd)
    return np.concatenate([line[1:], line[:1]])


@mistake("What becomes of a slope of 0.004 h a kelvin in your answer?", of="fit")
def slopes_rounded(X, y):
    Z, mu, sd = _standard(X)
    z = np.linalg.lstsq(np.column_stack([np.ones(len(Z)), Z]), y, rcond=1e-10)[0]
    return np.round(_mapped_back(z, mu, sd), 2)


# Mistakes: the bowl


@mistake("What is AᵀA for A = diag(3, 1)?", of="condition")
def condition_not_squared(A):
    return np.linalg.cond(A)


@mistake("Does the statement add a column of ones to A?", of="condition")
def condition_with_intercept(A):
    return np.linalg.cond(np.column_stack([np.ones(len(A)), A])) ** 2


@mistake("Does the statement take the means off A?", of="condition")
def condition_of_covariance(A):
    return np.linalg.cond(np.atleast_2d(np.cov(np.asarray(A, float), rowvar=False)))


@mistake("Which of the two eigenvalues stands on top, for a bowl that is not round?", of="condition")
def condition_upside_down(A):
    return 1 / np.linalg.cond(A) ** 2


@mistake("For A = diag(3, 1), is it the largest eigenvalue that is asked for, or a ratio?", of="condition")
def largest_eigenvalue(A):
    return np.linalg.norm(np.asarray(A, float), 2) ** 2
