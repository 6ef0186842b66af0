"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _floats(*arrays):
    return [np.asarray(array, dtype=float) for array in arrays]


def _kl(mu, L):
    mu, L = _floats(mu, L)
    return 0.5 * (np.sum(L**2) + np.sum(mu**2) - len(mu)) - np.sum(np.log(np.diag(L)))


def _bound(mu, L, x, C, s2, spread=None, log_scale=None, kl=None):
    """Return the bound, with other terms in the place of some of its own."""
    mu, L, x, C = _floats(mu, L, x, C)
    spread = np.sum((C @ L) ** 2) if spread is None else spread
    log_scale = 0.5 * len(x) * np.log(2 * np.pi * s2) if log_scale is None else log_scale
    return -log_scale - (np.sum((x - C @ mu) ** 2) + spread) / (2 * s2) - (_kl(mu, L) if kl is None else kl)


def _grads(mu, L, x, C, s2):
    """Return the gradient by mu, the full matrix by L without that of the log determinant, and 1/Lᵢᵢ."""
    mu, L, x, C = _floats(mu, L, x, C)
    return C.T @ (x - C @ mu) / s2 - mu, -C.T @ C @ L / s2 - L, np.diag(1 / np.diag(L))


def _pulls(eps, mu, L, x, C, s2):
    """Return the samples, z and u, one a row, and the other arrays as floats."""
    eps, mu, L, x, C = _floats(eps, mu, L, x, C)
    Z = mu + eps @ L.T
    return eps, Z, (x - Z @ C.T) @ C / s2, mu, L


# Right answers


@correct(of="gaussian_kl")
def divergence_by_log_determinants(mu, L):
    mu, L = _floats(mu, L)
    Sigma = L @ L.T
    half = np.linalg.slogdet(L)[1]
    return 0.5 * (np.trace(Sigma) + mu @ mu - len(Sigma)) - half


@correct(of="gaussian_kl")
def divergence_by_loops(mu, L):
    total = 0.0
    for i in range(len(mu)):
        total += (float(mu[i]) ** 2 - 1) / 2 - np.log(float(L[i, i]))
        for j in range(i + 1):
            total += float(L[i, j]) ** 2 / 2
    return total


@correct(of="elbo")
def bound_by_the_submissions_divergence(mu, L, x, C, s2):
    m, A, x, C = _floats(mu, L, x, C)
    r = x - C @ m
    cost = r @ r + np.trace(C @ A @ A.T @ C.T)
    return -(len(x) * np.log(2 * np.pi * s2) + cost / s2) / 2 - gaussian_kl(mu, L)  # noqa: F821 - the submission's


@correct(of="elbo")
def bound_term_by_term(mu, L, x, C, s2):
    mu, L, x, C = _floats(mu, L, x, C)
    total = -_kl(mu, L)
    for row, seen in zip(C, x, strict=True):
        total -= 0.5 * (np.log(2 * np.pi * s2) + ((seen - row @ mu) ** 2 + np.sum((row @ L) ** 2)) / s2)
    return float(total)


@correct(of="elbo_grad")
def gradients_with_the_inverse_transposed(mu, L, x, C, s2):
    by_mu, rest, _ = _grads(mu, L, x, C, s2)
    return [by_mu, np.tril(np.linalg.inv(np.asarray(L, float)).T + rest)]


@correct(of="elbo_grad")
def gradients_by_one_precision(mu, L, x, C, s2):
    mu, L, x, C = _floats(mu, L, x, C)
    P = np.eye(len(mu)) + C.T @ C / s2
    G = -np.tril(P @ L)
    G[np.diag_indices(len(G))] += 1 / np.diag(L)
    return C.T @ x / s2 - P @ mu, G


@correct(of="elbo_grad")
def gradients_by_a_mask(mu, L, x, C, s2):
    by_mu, rest, inverse = _grads(mu, L, x, C, s2)
    n = np.arange(len(rest))
    return by_mu, np.where(n[:, None] >= n, rest + inverse, 0.0)


@correct(of="elbo_sample_grad")
def sample_gradients_by_loops(eps, mu, L, x, C, s2):
    eps, mu, L, x, C = _floats(eps, mu, L, x, C)
    by_mu, by_L = -mu, -L
    for e in eps:
        u = C.T @ (x - C @ (mu + L @ e)) / s2
        by_mu, by_L = by_mu + u / len(eps), by_L + np.outer(u, e) / len(eps)
    return by_mu, np.tril(by_L) + np.diag(1 / np.diag(L))


@correct(of="elbo_sample_grad")
def sample_gradients_by_moments(eps, mu, L, x, C, s2):
    eps, mu, L, x, C = _floats(eps, mu, L, x, C)
    first, second = eps.mean(axis=0), eps.T @ eps / len(eps)
    r = C.T @ (x - C @ mu) / s2
    A = C.T @ C / s2
    by_L = np.outer(r, first) - A @ L @ second - L
    return r - A @ L @ first - mu, np.tril(by_L) + np.diag(1 / np.diag(L))


# Mistakes: the divergence


@mistake("What keeps q from collapsing to a point?", of="gaussian_kl")
def log_determinant_with_the_other_sign(mu, L):
    return _kl(mu, L) + 2 * np.sum(np.log(np.diag(np.asarray(L, float))))


@mistake("What is the divergence of N(0, I) from itself?", of="gaussian_kl")
def dimension_forgotten(mu, L):
    return _kl(mu, L) + len(mu) / 2


@mistake("Is log det LLᵀ once or twice Σ log Lᵢᵢ? And what does the half make of it?", of="gaussian_kl")
def log_determinant_halved(mu, L):
    return _kl(mu, L) + 0.5 * np.sum(np.log(np.diag(np.asarray(L, float))))


@mistake("Is log det LLᵀ halved, too?", of="gaussian_kl")
def log_determinant_doubled(mu, L):
    return _kl(mu, L) - np.sum(np.log(np.diag(np.asarray(L, float))))


@mistake("Does an entry of L below the diagonal spread q?", of="gaussian_kl")
def diagonal_alone(mu, L):
    return _kl(mu, np.diag(np.diag(np.asarray(L, float))))


@mistake("Is it the trace of L, or that of LLᵀ?", of="gaussian_kl")
def trace_of_the_factor(mu, L):
    L = np.asarray(L, float)
    return _kl(mu, L) + (np.trace(L) - np.sum(L**2)) / 2


@mistake("Over which of the two densities is the mean taken?", of="gaussian_kl")
def the_other_way_round(mu, L):
    mu, L = _floats(mu, L)
    back = np.linalg.inv(L)
    return 0.5 * (np.sum(back**2) + np.sum((back @ mu) ** 2) - len(mu)) + np.sum(np.log(np.diag(L)))


@mistake("Print the determinant of LLᵀ for 150 coordinates.", of="gaussian_kl")
def log_of_the_determinant(mu, L):
    mu, L = _floats(mu, L)
    with np.errstate(all="ignore"):
        return 0.5 * (np.sum(L**2) + mu @ mu - len(mu) - np.log(np.linalg.det(L @ L.T)))


# Mistakes: the bound


@mistake("Does the spread of z cost nothing?", of="elbo")
def spread_forgotten(mu, L, x, C, s2):
    return _bound(mu, L, x, C, s2, spread=0.0)


@mistake("What is the covariance of Cz, for z with the covariance LLᵀ?", of="elbo")
def factor_transposed(mu, L, x, C, s2):
    return _bound(mu, L, x, C, s2, spread=np.sum((np.asarray(C, float) @ np.asarray(L, float).T) ** 2))


@mistake("Is divergence a gain or a cost?", of="elbo")
def divergence_added(mu, L, x, C, s2):
    return _bound(mu, L, x, C, s2, kl=-_kl(mu, L))


@mistake("Is s2 the deviation of the noise, or its variance already?", of="elbo")
def variance_squared(mu, L, x, C, s2):
    return _bound(mu, L, x, C, s2**2)


@mistake("A density of m coordinates is divided by √(2πs²) how often?", of="elbo")
def one_factor_for_all(mu, L, x, C, s2):
    return _bound(mu, L, x, C, s2, log_scale=0.5 * np.log(2 * np.pi * s2))


@mistake("Is log p(x|z) a density, with what makes it 1 over all x?", of="elbo")
def without_its_constant(mu, L, x, C, s2):
    return _bound(mu, L, x, C, s2, log_scale=0.0)


@mistake("Is the squared error of a Gaussian a sum over its coordinates, or a mean?", of="elbo")
def mean_of_squares(mu, L, x, C, s2):
    m, A, x, C = _floats(mu, L, x, C)
    cost = (np.sum((x - C @ m) ** 2) + np.sum((C @ A) ** 2)) / (2 * s2)
    return _bound(mu, L, x, C, s2) + cost - cost / len(x)


@mistake("Is the bound asked, or a loss that is to become small?", of="elbo")
def a_loss(mu, L, x, C, s2):
    return -_bound(mu, L, x, C, s2)


# Mistakes: the gradients


@mistake("What pulls mu towards 0?", of="elbo_grad")
def no_pull_to_zero(mu, L, x, C, s2):
    by_mu, rest, inverse = _grads(mu, L, x, C, s2)
    return by_mu + np.asarray(mu, float), np.tril(rest) + inverse


@mistake("Does the bound rise along your gradient by mu?", of="elbo_grad")
def mu_downhill(mu, L, x, C, s2):
    by_mu, rest, inverse = _grads(mu, L, x, C, s2)
    return -by_mu, np.tril(rest) + inverse


@mistake("The log determinant of a triangle uses which of its entries?", of="elbo_grad")
def inverse_not_transposed(mu, L, x, C, s2):
    by_mu, rest, _ = _grads(mu, L, x, C, s2)
    return by_mu, np.tril(rest + np.linalg.inv(np.asarray(L, float)))


@mistake("Can an entry above the diagonal of L move?", of="elbo_grad")
def not_lower(mu, L, x, C, s2):
    by_mu, rest, inverse = _grads(mu, L, x, C, s2)
    return by_mu, rest + inverse


@mistake("What keeps q from collapsing to a point?", of="elbo_grad")
def collapses(mu, L, x, C, s2):
    by_mu, rest, _ = _grads(mu, L, x, C, s2)
    return by_mu, np.tril(rest)


@mistake("Is it the gradient by L, or by the covariance LLᵀ?", of="elbo_grad")
def by_the_covariance(mu, L, x, C, s2):
    mu, L, x, C = _floats(mu, L, x, C)
    P = np.linalg.inv(L @ L.T)
    return C.T @ (x - C @ mu) / s2 - mu, np.tril(-C.T @ C / (2 * s2) - (np.eye(len(mu)) - P) / 2)


@mistake("L stands to the right of C in ‖CL‖². On which side of CᵀC does it stay?", of="elbo_grad")
def factor_on_the_left(mu, L, x, C, s2):
    mu, L, x, C = _floats(mu, L, x, C)
    return C.T @ (x - C @ mu) / s2 - mu, np.tril(-L @ C.T @ C / s2 - L) + np.diag(1 / np.diag(L))


@mistake("Differentiate log Lᵢᵢ. Is there a half?", of="elbo_grad")
def log_determinant_gradient_halved(mu, L, x, C, s2):
    by_mu, rest, inverse = _grads(mu, L, x, C, s2)
    return by_mu, np.tril(rest) + inverse / 2


@mistake("What does the spread of z cost, and how does that change with L?", of="elbo_grad")
def spread_has_no_gradient(mu, L, x, C, s2):
    by_mu, _, inverse = _grads(mu, L, x, C, s2)
    return by_mu, inverse - np.tril(np.asarray(L, float))


# Mistakes: samples


@mistake("Do your gradients change with eps?", of="elbo_sample_grad")
def samples_unused(eps, mu, L, x, C, s2):
    by_mu, rest, inverse = _grads(mu, L, x, C, s2)
    return by_mu, np.tril(rest) + inverse


@mistake("Is it a sum over the samples, or a mean?", of="elbo_sample_grad")
def samples_summed(eps, mu, L, x, C, s2):
    eps, _, U, mu, L = _pulls(eps, mu, L, x, C, s2)
    return U.sum(axis=0) - mu, np.tril(U.T @ eps - L) + np.diag(1 / np.diag(L))


@mistake("Which term keeps q near N(0, I)?", of="elbo_sample_grad")
def divergence_forgotten(eps, mu, L, x, C, s2):
    eps, _, U, _, _ = _pulls(eps, mu, L, x, C, s2)
    return U.mean(axis=0), np.tril(U.T @ eps / len(eps))


@mistake("zᵢ moves with Lᵢⱼ by eⱼ. Which index of the gradient belongs to u?", of="elbo_sample_grad")
def product_turned(eps, mu, L, x, C, s2):
    eps, _, U, mu, L = _pulls(eps, mu, L, x, C, s2)
    return U.mean(axis=0) - mu, np.tril(eps.T @ U / len(eps) - L) + np.diag(1 / np.diag(L))


@mistake("How far does z move when Lᵢⱼ does: by z, or by ε?", of="elbo_sample_grad")
def z_for_eps(eps, mu, L, x, C, s2):
    eps, Z, U, mu, L = _pulls(eps, mu, L, x, C, s2)
    return U.mean(axis=0) - mu, np.tril(U.T @ Z / len(eps) - L) + np.diag(1 / np.diag(L))


@mistake("A sample is a row of eps. What is Lε for all rows at once?", of="elbo_sample_grad")
def eps_times_l(eps, mu, L, x, C, s2):
    eps, mu, L, x, C = _floats(eps, mu, L, x, C)
    U = (x - (mu + eps @ L) @ C.T) @ C / s2
    return U.mean(axis=0) - mu, np.tril(U.T @ eps / len(eps) - L) + np.diag(1 / np.diag(L))


@mistake("Is it the gradient of this average, through z, or another estimate of the same mean?", of="elbo_sample_grad")
def score_function_estimate(eps, mu, L, x, C, s2):
    eps, Z, _, mu, L = _pulls(eps, mu, L, x, C, s2)
    x, C = _floats(x, C)
    values = -0.5 * len(x) * np.log(2 * np.pi * s2) - np.sum((x - Z @ C.T) ** 2, axis=1) / (2 * s2)
    back = np.linalg.inv(L)
    scores = eps @ back
    by_L = np.einsum("s,si,sj->ij", values, scores, eps) / len(eps) - np.mean(values) * back.T
    return scores.T @ values / len(eps) - mu, np.tril(by_L - L) + np.diag(1 / np.diag(L))


@mistake(
    "What does a sample tell of each of its coordinates? Try two samples that differ in one.", of="elbo_sample_grad"
)
def mean_sample_alone(eps, mu, L, x, C, s2):
    eps, _, U, mu, L = _pulls(np.mean(eps, axis=0, keepdims=True), mu, L, x, C, s2)
    return U.mean(axis=0) - mu, np.tril(U.T @ eps - L) + np.diag(1 / np.diag(L))
