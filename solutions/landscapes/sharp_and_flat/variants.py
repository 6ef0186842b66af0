"""Right answers written differently, and the mistakes that students make, for each function."""

import math

import numpy as np

from autograder import correct, mistake

# Right answers


@correct(of="expected_rise")
def average_of_the_curvatures(H, sigma):
    return 0.5 * sigma * sigma * np.linalg.eigvalsh(H).sum()


@correct(of="expected_rise")
def average_by_a_loop(H, sigma):
    return sum(H[i, i] * sigma**2 for i in range(len(H))) / 2


@correct(of="worst_rise")
def worst_by_the_general_solver(H, rho):
    return 0.5 * rho**2 * max(np.linalg.eig(H)[0].real)


@correct(of="worst_rise")
def worst_along_its_eigenvector(H, rho):
    values, V = np.linalg.eigh(H)
    d = rho * V[:, np.argmax(values)]
    return d @ H @ d / 2


@correct(of="reparam")
def reparam_by_two_solves(H, T):
    return np.linalg.solve(T.T, np.linalg.solve(T.T, H.T).T)


@correct(of="reparam")
def reparam_by_einsum(H, T):
    S = np.linalg.inv(T)
    return np.einsum("ki,kl,lj->ij", S, H, S)


@correct(of="log_basin_volume")
def volume_by_slogdet(H, eps):
    n = H.shape[0]
    if np.min(np.linalg.eigvalsh(H)) <= 0:
        return float("inf")
    volume = n / 2 * np.log(np.pi) - math.lgamma(n / 2 + 1) + n / 2 * np.log(2 * eps)
    return volume - 0.5 * np.linalg.slogdet(H)[1]


@correct(of="log_basin_volume")
def volume_by_cholesky(H, eps):
    try:
        L = np.linalg.cholesky(H)
    except np.linalg.LinAlgError:
        return np.inf
    n = len(H)
    log_ball = 0.0 if n % 2 == 0 else math.log(2)
    for k in range(n, 1, -2):
        log_ball += math.log(2 * math.pi / k)
    return log_ball + np.sum(0.5 * np.log(2 * eps) - np.log(np.diag(L)))


# Mistakes: the average


@mistake("By how much does ½ d² rise for d = 1? Where is the ½ of the expansion?", of="expected_rise")
def average_without_the_half(H, sigma):
    return float(sigma**2 * np.trace(H))


@mistake("A random step does not only go along the steepest direction. What is the average over directions?",
         of="expected_rise")  # fmt: skip
def average_is_the_worst(H, sigma):
    return float(sigma**2 * np.linalg.eigvalsh(H)[-1] / 2)


@mistake("Every weight is pushed by σ. With twice as many weights, does the loss rise more?", of="expected_rise")
def average_over_weights(H, sigma):
    return float(sigma**2 * np.trace(H) / len(H) / 2)


@mistake("If pushes are twice as large, by what factor does a parabola rise?", of="expected_rise")
def average_with_the_push_unsquared(H, sigma):
    return float(sigma * np.trace(H) / 2)


@mistake("What is the mean of d₀ d₁ for two independent pushes?", of="expected_rise")
def average_adds_up_all_entries(H, sigma):
    return float(sigma**2 * np.sum(H) / 2)


@mistake("Does a direction that goes down raise the average?", of="expected_rise")
def average_of_sizes(H, sigma):
    return float(sigma**2 * np.abs(np.linalg.eigvalsh(H)).sum() / 2)


# Mistakes: the worst


@mistake("By how much does ½ d² rise for d = 1? Where is the ½ of the expansion?", of="worst_rise")
def worst_without_the_half(H, rho):
    return float(rho**2 * np.linalg.eigvalsh(H)[-1])


@mistake("How long is the step in all? Can it go along every eigenvector with its full length?", of="worst_rise")
def worst_along_all_directions(H, rho):
    return float(rho**2 * np.trace(H) / 2)


@mistake("Is the first or the last eigenvalue that of the steepest direction?", of="worst_rise")
def worst_along_the_flattest_direction(H, rho):
    return float(rho**2 * np.linalg.eigvalsh(H)[0] / 2)


@mistake("Along a direction of negative curvature, does the loss rise?", of="worst_rise")
def worst_by_size_of_the_eigenvalue(H, rho):
    return float(rho**2 * np.linalg.norm(H, 2) / 2)


@mistake("Must the steepest direction lie along an axis?", of="worst_rise")
def worst_along_an_axis(H, rho):
    return float(rho**2 * np.max(np.diag(H)) / 2)


@mistake("If the step is twice as long, by what factor does a parabola rise?", of="worst_rise")
def worst_with_the_length_unsquared(H, rho):
    return float(rho * np.linalg.eigvalsh(H)[-1] / 2)


# Mistakes: other parameters


@mistake("Substitute θ = T⁻¹θ' in ½ θᵀHθ. What stands on either side of H?", of="reparam")
def reparam_forwards(H, T):
    return T @ H @ T.T


@mistake("In which direction does T go: from the old parameters to the new ones, or back?", of="reparam")
def reparam_as_if_backwards(H, T):
    return T.T @ H @ T


@mistake("What is the transpose of T⁻¹θ', and on which side of H does it stand?", of="reparam")
def reparam_with_transposes_swapped(H, T):
    S = np.linalg.inv(T)
    return S @ H @ S.T


@mistake("Does the result have the eigenvalues of H, whatever T is? Try T = 10 I.", of="reparam")
def reparam_as_a_linear_map(H, T):
    return T @ H @ np.linalg.inv(T)


@mistake("Is your result symmetric? The parameters occur twice in θᵀHθ.", of="reparam")
def reparam_on_one_side(H, T):
    return H @ np.linalg.inv(T)


# Mistakes: the volume


def volume(H, eps, *, root=0.5, log=lambda H: np.linalg.slogdet(H)[1]):
    """Return the logarithm of the volume, with the determinant to the power of minus ``root``."""
    n = len(H)
    if np.linalg.eigvalsh(H)[0] <= 0:
        return math.inf
    ball = n / 2 * math.log(math.pi) - math.lgamma(n / 2 + 1)
    return float(ball + n / 2 * math.log(2 * eps) - root * log(H))


@mistake("For one weight, how wide is the interval where ½ λ d² is at most ε?", of="log_basin_volume")
def volume_without_a_root(H, eps):
    return volume(H, eps, root=1.0)


@mistake("Is a basin wider or narrower where the curvature is larger?", of="log_basin_volume")
def volume_grows_with_curvature(H, eps):
    return volume(H, eps, root=-0.5)


@mistake("At which d does ½ d², and not d², reach ε?", of="log_basin_volume")
def volume_without_the_two(H, eps):
    return volume(H, eps / 2)


@mistake("Is the value that you return the volume itself?", of="log_basin_volume")
def volume_without_the_logarithm(H, eps):
    return math.exp(volume(H, eps))


@mistake("Does your volume depend on H?", of="log_basin_volume")
def volume_of_a_ball(H, eps):
    return volume(H, eps, root=0.0)


@mistake("Work out Γ(n/2 + 1) for n = 2. Does your unit disc have the area π?", of="log_basin_volume")
def volume_with_the_wrong_gamma(H, eps):
    n = len(H)
    return volume(H, eps) + math.lgamma(n / 2 + 1) - math.lgamma(n / 2)


@mistake("Where the loss falls along some direction, how far can one go before it has risen by ε?",
         of="log_basin_volume")  # fmt: skip
def volume_from_the_sign_of_the_determinant(H, eps):
    sign, logdet = np.linalg.slogdet(H)
    if sign <= 0:
        return math.inf
    n = len(H)
    ball = n / 2 * math.log(math.pi) - math.lgamma(n / 2 + 1)
    return float(ball + n / 2 * math.log(2 * eps) - logdet / 2)


@mistake("Print the determinant for n = 120. Is that the number whose logarithm you want?", of="log_basin_volume")
def volume_through_a_tiny_determinant(H, eps):
    with np.errstate(divide="ignore"):
        return volume(H, eps, log=lambda H: np.log(np.linalg.det(H)))


@mistake("Is the determinant of a full matrix the product of its diagonal?", of="log_basin_volume")
def volume_from_the_diagonal(H, eps):
    return volume(H, eps, log=lambda H: np.sum(np.log(np.abs(np.diag(H)))))
