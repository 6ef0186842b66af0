"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

LOG_2PI = np.log(2 * np.pi)


def _floats(*arrays):
    return [np.asarray(array, dtype=float) for array in arrays]


def _distances(X, mu, Sigma):
    """Return (x−μ)ᵀΣ⁻¹(x−μ) for each row, and log det Σ, of what is positive definite."""
    X, mu, Sigma = _floats(X, mu, Sigma)
    np.linalg.cholesky(Sigma)
    return np.sum((X - mu) * np.linalg.solve(Sigma, (X - mu).T).T, axis=1), np.linalg.slogdet(Sigma)[1]


def _by_cov(X, mu, Sigma):
    """Return Σ⁻¹ and D."""
    X, mu, Sigma = _floats(X, mu, Sigma)
    return np.linalg.inv(Sigma), (X - mu).T @ (X - mu)


# Right answers


@correct(of="gaussian_logpdf")
def density_by_eigenvectors(X, mu, Sigma):
    X, mu, Sigma = _floats(X, mu, Sigma)
    values, V = np.linalg.eigh(Sigma)
    if np.any(values <= 0):
        raise ValueError("Sigma is not positive definite.")
    return -0.5 * (((X - mu) @ V) ** 2 @ (1 / values) + np.log(values).sum() + len(mu) * LOG_2PI)


@correct(of="gaussian_logpdf")
def density_by_the_inverse(X, mu, Sigma):
    if np.linalg.eigvalsh(Sigma)[0] < 0:
        raise ValueError("no covariance")
    D, P = X - np.asarray(mu, float), np.linalg.inv(Sigma)
    return -0.5 * np.einsum("ni,ij,nj->n", D, P, D) - 0.5 * np.linalg.slogdet(Sigma)[1] - 0.5 * len(P) * LOG_2PI


@correct(of="gaussian_logpdf")
def density_as_a_product_of_conditionals(X, mu, Sigma):
    D, S = np.array(X, float) - mu, np.array(Sigma, float)
    total = np.zeros(len(D))
    for i in range(len(S)):
        variance, column = S[i, i], S[:, i].copy()
        if variance <= 0:
            raise ValueError("not positive definite")
        z = D[:, i].copy()
        total -= 0.5 * (z**2 / variance + np.log(variance) + LOG_2PI)
        D -= np.outer(z, column / variance)
        S -= np.outer(column, column / variance)
    return total


@correct(of="gaussian_grad_x")
def gradient_by_the_inverse(X, mu, Sigma):
    return (mu - np.asarray(X, float)) @ np.linalg.inv(Sigma)


@correct(of="gaussian_grad_x")
def gradient_row_by_row(X, mu, Sigma):
    return np.array([-np.linalg.solve(Sigma, x - np.asarray(mu, float)) for x in X])


@correct(of="gaussian_grad_x")
def gradient_by_complex_steps(X, mu, Sigma):
    X, mu, Sigma = _floats(X, mu, Sigma)
    D, G = X - mu, np.empty_like(X)
    for i in range(len(mu)):
        moved = D + 1e-30j * np.eye(len(mu))[i]
        G[:, i] = -0.5 * np.sum(moved * np.linalg.solve(Sigma, moved.T).T, axis=1).imag / 1e-30
    return G


@correct(of="gaussian_hess_x")
def hessian_by_eigenvectors(Sigma):
    values, V = np.linalg.eigh(Sigma)
    return -V / values @ V.T


@correct(of="gaussian_hess_x")
def hessian_by_solving(Sigma):
    return np.linalg.solve(Sigma, -np.eye(len(Sigma)))


@correct(of="gaussian_grad_cov")
def covariance_gradient_row_by_row(X, mu, Sigma):
    P, _ = _by_cov(X, mu, Sigma)
    G = np.zeros_like(P)
    for x in np.asarray(X, float) - mu:
        G += 0.5 * (np.outer(P @ x, P @ x) - P)
    return G


@correct(of="gaussian_grad_cov")
def covariance_gradient_as_three_factors(X, mu, Sigma):
    P, D = _by_cov(X, mu, Sigma)
    return P @ (D - len(X) * np.asarray(Sigma, float)) @ P / 2


@correct(of="gaussian_grad_cov")
def covariance_gradient_by_eigenvectors(X, mu, Sigma):
    values, V = np.linalg.eigh(Sigma)
    Z = (np.asarray(X, float) - mu) @ V / values
    return V @ (Z.T @ Z - np.diag(len(Z) / values)) @ V.T / 2


@correct(of="conditional_variance")
def variance_by_schur_complements(Sigma):
    S, left = np.asarray(Sigma, float), []
    for i in range(len(S)):
        rest = [j for j in range(len(S)) if j != i]
        left.append(S[i, i] - S[i, rest] @ np.linalg.solve(S[np.ix_(rest, rest)], S[rest, i]))
    return np.array(left)


@correct(of="conditional_variance")
def variance_by_eigenvectors(Sigma):
    values, V = np.linalg.eigh(Sigma)
    return 1 / (V**2 @ (1 / values))


@correct(of="conditional_variance")
def variance_from_the_hessian(Sigma):
    return -1 / np.diag(gaussian_hess_x(Sigma))  # noqa: F821 - the submission's own


# Mistakes: the log density


@mistake("Is a matrix with a positive determinant always positive definite? Try minus the identity.",
         of="gaussian_logpdf")  # fmt: skip
def positive_determinant_is_enough(X, mu, Sigma):
    X, mu, Sigma = _floats(X, mu, Sigma)
    sign, size = np.linalg.slogdet(Sigma)
    if sign <= 0:
        raise ValueError("not positive definite")
    return -0.5 * (np.sum((X - mu) * np.linalg.solve(Sigma, (X - mu).T).T, axis=1) + size + len(mu) * LOG_2PI)


@mistake("Does every symmetric matrix belong to a Gaussian? What is the variance along an eigenvector of a negative "
         "eigenvalue?", of="gaussian_logpdf")  # fmt: skip
def refuses_nothing(X, mu, Sigma):
    X, mu, Sigma = _floats(X, mu, Sigma)
    size = np.linalg.slogdet(Sigma)[1]
    return -0.5 * (np.sum((X - mu) * np.linalg.solve(Sigma, (X - mu).T).T, axis=1) + size + len(mu) * LOG_2PI)


@mistake("Print the determinant for 80 coordinates that are measured in thousandths.", of="gaussian_logpdf")
def log_of_the_determinant(X, mu, Sigma):
    q, _ = _distances(X, mu, Sigma)
    return -0.5 * (q + np.log(np.linalg.det(np.asarray(Sigma, float))) + len(mu) * LOG_2PI)


@mistake("What is the density 80 standard deviations out, as a float?", of="gaussian_logpdf")
def log_of_the_density(X, mu, Sigma):
    q, size = _distances(X, mu, Sigma)
    return np.log(np.exp(-0.5 * q) / np.sqrt((2 * np.pi) ** len(mu) * np.exp(size)))


@mistake("How many factors of √(2π) has a density of d coordinates?", of="gaussian_logpdf")
def one_factor_of_two_pi(X, mu, Sigma):
    q, size = _distances(X, mu, Sigma)
    return -0.5 * (q + size + LOG_2PI)


@mistake("Over all x the density makes 1. Does yours, for d = 1 and Σ = 1?", of="gaussian_logpdf")
def no_two_pi(X, mu, Sigma):
    q, size = _distances(X, mu, Sigma)
    return -0.5 * (q + size)


@mistake("Check the exponent for d = 1 by hand: what stands before (x − μ)²/σ²?", of="gaussian_logpdf")
def distance_without_half(X, mu, Sigma):
    q, size = _distances(X, mu, Sigma)
    return -q - 0.5 * (size + len(mu) * LOG_2PI)


@mistake("The density of one coordinate is divided by σ. Is det Σ that, or its square?", of="gaussian_logpdf")
def determinant_without_half(X, mu, Sigma):
    q, size = _distances(X, mu, Sigma)
    return -0.5 * (q + len(mu) * LOG_2PI) - size


@mistake("A wider hill has a lower top. Does yours?", of="gaussian_logpdf")
def determinant_added(X, mu, Sigma):
    q, size = _distances(X, mu, Sigma)
    return -0.5 * (q - size + len(mu) * LOG_2PI)


@mistake("Does a row that lies along a direction of large variance become more likely, or less?", of="gaussian_logpdf")
def distance_by_the_covariance(X, mu, Sigma):
    _, size = _distances(X, mu, Sigma)
    X, mu, Sigma = _floats(X, mu, Sigma)
    return -0.5 * (np.sum((X - mu) @ Sigma * (X - mu), axis=1) + size + len(mu) * LOG_2PI)


# Mistakes: derivatives by x


@mistake("Take a small step along your gradient. Do you come nearer to the mean?", of="gaussian_grad_x")
def gradient_downhill(X, mu, Sigma):
    return (np.asarray(X, float) - mu) @ np.linalg.inv(Sigma)


@mistake("Much spread: is the slope steep or gentle?", of="gaussian_grad_x")
def gradient_by_the_covariance(X, mu, Sigma):
    return (mu - np.asarray(X, float)) @ np.asarray(Sigma, float)


@mistake("Where is the top of the hill?", of="gaussian_grad_x")
def gradient_without_the_mean(X, mu, Sigma):
    return -np.asarray(X, float) @ np.linalg.inv(Sigma)


@mistake("Differentiate −½ x²/σ² for one coordinate. What becomes of the half?", of="gaussian_grad_x")
def gradient_halved(X, mu, Sigma):
    return 0.5 * (mu - np.asarray(X, float)) @ np.linalg.inv(Sigma)


@mistake("Do the coordinates tell nothing of each other? Which entries of Σ does your gradient use?",
         of="gaussian_grad_x")  # fmt: skip
def gradient_of_the_variances(X, mu, Sigma):
    return (mu - np.asarray(X, float)) / np.diag(Sigma)


@mistake("Is the top of a hill curved upwards?", of="gaussian_hess_x")
def hessian_upwards(Sigma):
    return np.linalg.inv(Sigma)


@mistake("Is the inverse of a matrix the matrix of the inverses? Multiply them.", of="gaussian_hess_x")
def hessian_entry_by_entry(Sigma):
    with np.errstate(all="ignore"):
        return -1 / np.asarray(Sigma, float)


@mistake("Much spread: is the peak sharp or flat?", of="gaussian_hess_x")
def hessian_is_the_covariance(Sigma):
    return -np.asarray(Sigma, float)


@mistake("Differentiate −½ x²/σ² twice, for one coordinate. What becomes of the half?", of="gaussian_hess_x")
def hessian_halved(Sigma):
    return -0.5 * np.linalg.inv(Sigma)


# Mistakes: the covariance


@mistake("Check d = 1 by hand: which factor do both terms have?", of="gaussian_grad_cov")
def covariance_gradient_doubled(X, mu, Sigma):
    P, D = _by_cov(X, mu, Sigma)
    return P @ D @ P - len(X) * P


@mistake("Every row has a log determinant of its own. How often do you count it?", of="gaussian_grad_cov")
def one_determinant_for_all_rows(X, mu, Sigma):
    P, D = _by_cov(X, mu, Sigma)
    return 0.5 * (P @ D @ P - P)


@mistake("Is it a sum over the rows, or their mean?", of="gaussian_grad_cov")
def covariance_gradient_of_the_mean(X, mu, Sigma):
    P, D = _by_cov(X, mu, Sigma)
    return 0.5 * (P @ D @ P / len(X) - P)


@mistake("Entries are independent of each other here: does Σ₂₁ move with Σ₁₂?", of="gaussian_grad_cov")
def pairs_counted_twice(X, mu, Sigma):
    P, D = _by_cov(X, mu, Sigma)
    G = 0.5 * (P @ D @ P - len(X) * P)
    return 2 * G - np.diag(np.diag(G))


@mistake("On how many sides of D stands Σ⁻¹?", of="gaussian_grad_cov")
def inverse_on_one_side(X, mu, Sigma):
    P, D = _by_cov(X, mu, Sigma)
    return 0.5 * (P @ D - len(X) * P)


@mistake("Does more spread in the data pull Σ up or down?", of="gaussian_grad_cov")
def covariance_gradient_downhill(X, mu, Sigma):
    P, D = _by_cov(X, mu, Sigma)
    return 0.5 * (len(X) * P - P @ D @ P)


@mistake("What is d(Σ⁻¹)? Does Σ stand in it, or its inverse?", of="gaussian_grad_cov")
def covariance_on_both_sides(X, mu, Sigma):
    P, D = _by_cov(X, mu, Sigma)
    S = np.asarray(Sigma, float)
    return 0.5 * (S @ D @ S - len(X) * P)


@mistake("Is the mean given, or is it that of the sample?", of="gaussian_grad_cov")
def mean_of_the_sample(X, mu, Sigma):
    P, D = _by_cov(X, np.mean(X, axis=0), Sigma)
    return 0.5 * (P @ D @ P - len(X) * P)


@mistake("What changes when the others become known?", of="conditional_variance")
def marginal_variance(Sigma):
    return np.diag(np.asarray(Sigma, float)).copy()


@mistake("How does a variance come from a precision?", of="conditional_variance")
def precision_for_variance(Sigma):
    return np.diag(np.linalg.inv(Sigma)).copy()


@mistake("Are all others known, or one of them alone?", of="conditional_variance")
def next_neighbour_known(Sigma):
    S = np.asarray(Sigma, float)
    left = np.diag(S).copy()
    for i in range(len(S)):
        j = i + 1 if i + 1 < len(S) else i - 1
        if len(S) > 1:
            left[i] -= S[i, j] ** 2 / S[j, j]
    return left


@mistake("Is it the variance that is asked, or its root?", of="conditional_variance")
def deviation_for_variance(Sigma):
    return 1 / np.sqrt(np.diag(np.linalg.inv(Sigma)))
