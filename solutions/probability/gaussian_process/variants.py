"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

LOG_2PI = np.log(2 * np.pi)


def _floats(*arrays):
    return [np.asarray(array, dtype=float) for array in arrays]


def _squares(A, B):
    return ((A[:, None] - B) ** 2).sum(axis=-1)


def _parts(theta, X, y):
    """Return K_f, the noise as a matrix, the squared distances, and y as floats."""
    theta, X, y = _floats(theta, X, y)
    D = _squares(X, X)
    return np.exp(2 * theta[0] - 0.5 * D * np.exp(-2 * theta[1])), np.exp(2 * theta[2]) * np.eye(len(y)), D, y


def _likelihood(K, y):
    return -0.5 * (y @ np.linalg.solve(K, y) + np.linalg.slogdet(K)[1] + len(y) * LOG_2PI)


def _gradient(theta, X, y, slopes=None, pull=None):
    """Return the gradient, with other derivatives of K, or another matrix before them."""
    Kf, noise, D, y = _parts(theta, X, y)
    P = np.linalg.inv(Kf + noise)
    pull = np.outer(P @ y, P @ y) - P if pull is None else pull(P, y)
    scale = np.exp(-2 * float(theta[1]))
    slopes = (2 * Kf, Kf * D * scale, 2 * noise) if slopes is None else slopes(Kf, noise, D, scale)
    return np.array([0.5 * np.sum(pull * slope) for slope in slopes])


def _predict(theta, X, y, Z, noisy=True):
    """Return means, variances, σf², and the matrix k K⁻¹ kᵀ."""
    Kf, noise, _, y = _parts(theta, X, y)
    theta, X, Z = _floats(theta, X, Z)
    B = np.exp(2 * theta[0] - 0.5 * _squares(Z, X) * np.exp(-2 * theta[1]))
    K = Kf + noise if noisy else Kf + 1e-10 * np.exp(2 * theta[0]) * np.eye(len(y))
    known = B @ np.linalg.solve(K, B.T)
    return B @ np.linalg.solve(K, y), np.exp(2 * theta[0]) - np.diag(known), np.exp(2 * theta[0]), known


# Right answers


@correct(of="gp_logml")
def likelihood_by_eigenvalues(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    values, V = np.linalg.eigh(Kf + noise)
    return float(-0.5 * (((V.T @ y) ** 2 / values).sum() + np.log(values).sum() + len(y) * LOG_2PI))


@correct(of="gp_logml")
def likelihood_with_products_for_distances(theta, X, y):
    s, ell, noise = np.exp(np.asarray(theta, float))
    X, y = _floats(X, y)
    n = (X**2).sum(axis=1)
    D = np.maximum(n[:, None] + n - 2 * X @ X.T, 0)
    K = s**2 * np.exp(-D / (2 * ell**2)) + noise**2 * np.identity(len(X))
    return -y @ np.linalg.inv(K) @ y / 2 - np.linalg.slogdet(K)[1] / 2 - len(X) / 2 * LOG_2PI


@correct(of="gp_logml")
def likelihood_one_measurement_at_a_time(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    S, rest, total = Kf + noise, y.copy(), 0.0
    for i in range(len(y)):
        total -= 0.5 * (rest[i] ** 2 / S[i, i] + np.log(S[i, i]) + LOG_2PI)
        gain = S[:, i] / S[i, i]
        rest = rest - gain * rest[i]
        S = S - np.outer(gain, S[i])
    return total


@correct(of="gp_grad")
def gradient_by_complex_steps(theta, X, y):
    theta, X, y = _floats(theta, X, y)
    D, g = _squares(X, X), []
    for j in range(3):
        t = theta + 1e-25j * np.eye(3)[j]
        K = np.exp(2 * t[0] - D / 2 * np.exp(-2 * t[1])) + np.exp(2 * t[2]) * np.eye(len(y))
        phase = np.angle(np.linalg.slogdet(K)[0])
        g.append(-0.5 * ((y @ np.linalg.solve(K, y)).imag + phase) / 1e-25)
    return np.array(g)


@correct(of="gp_grad")
def gradient_with_noise_on_a_diagonal_of_zeros(theta, X, y):
    def slopes(Kf, noise, D, scale):
        return 2 * Kf, (Kf + noise) * D * scale, 2 * noise

    return _gradient(theta, X, y, slopes=slopes)


@correct(of="gp_grad")
def gradient_of_two_terms(theta, X, y):
    Kf, noise, D, y = _parts(theta, X, y)
    K = Kf + noise
    a, g = np.linalg.solve(K, y), np.empty(3)
    for j, slope in enumerate((2 * Kf, Kf * D / np.exp(float(theta[1])) ** 2, 2 * noise)):
        g[j] = (a @ slope @ a - np.trace(np.linalg.solve(K, slope))) / 2
    return g


@correct(of="gp_predict")
def predictions_point_by_point(theta, X, y, Z):
    Kf, noise, _, y = _parts(theta, X, y)
    theta, X, Z = _floats(theta, X, Z)
    P, means, variances = np.linalg.inv(Kf + noise), [], []
    for z in Z:
        k = np.exp(2 * theta[0] - ((X - z) ** 2).sum(axis=1) / 2 * np.exp(-2 * theta[1]))
        means.append(k @ P @ y)
        variances.append(np.exp(2 * theta[0]) - k @ P @ k)
    return np.array(means), np.array(variances)


@correct(of="gp_predict")
def predictions_by_cholesky(theta, X, y, Z):
    Kf, noise, _, y = _parts(theta, X, y)
    theta, X, Z = _floats(theta, X, Z)
    L = np.linalg.cholesky(Kf + noise)
    white = np.linalg.solve(L, np.exp(2 * theta[0] - _squares(X, Z) / 2 * np.exp(-2 * theta[1])))
    return [white.T @ np.linalg.solve(L, y), np.exp(2 * theta[0]) - (white**2).sum(axis=0)]


# Mistakes: the likelihood


@mistake("Print the determinant for 80 points, measured in thousandths.", of="gp_logml")
def log_of_the_determinant(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    K = Kf + noise
    with np.errstate(all="ignore"):
        return -0.5 * (y @ np.linalg.solve(K, y) + np.log(np.linalg.det(K)) + len(y) * LOG_2PI)


@mistake("Check N = 1 by hand: what stands before y²/K?", of="gp_logml")
def fit_without_half(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    return _likelihood(Kf + noise, y) - 0.5 * y @ np.linalg.solve(Kf + noise, y)


@mistake("Fit against complexity: do both pull the same way?", of="gp_logml")
def complexity_rewarded(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    return _likelihood(Kf + noise, y) + np.linalg.slogdet(Kf + noise)[1]


@mistake("How many factors of √(2π) has a density of N numbers?", of="gp_logml")
def one_factor_of_two_pi(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    return _likelihood(Kf + noise, y) + 0.5 * (len(y) - 1) * LOG_2PI


@mistake("Is it the likelihood that is asked, or a loss that is to become small?", of="gp_logml")
def a_loss(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    return -_likelihood(Kf + noise, y)


@mistake("exp(theta) is σ. What stands in K?", of="gp_logml")
def deviations_for_variances(theta, X, y):
    s, ell, noise = np.exp(np.asarray(theta, float))
    X, y = _floats(X, y)
    return _likelihood(s * np.exp(-_squares(X, X) / (2 * ell**2)) + noise * np.eye(len(y)), y)


@mistake("How alike are the values at the distance ℓ? The kernel of the statement says exp(−½).", of="gp_logml")
def kernel_without_two(theta, X, y):
    s, ell, noise = np.exp(np.asarray(theta, float))
    X, y = _floats(X, y)
    return _likelihood(s**2 * np.exp(-_squares(X, X) / ell**2) + noise**2 * np.eye(len(y)), y)


@mistake("Measure X and ℓ in centimetres in place of metres. Does your K stay the same?", of="gp_logml")
def length_not_squared(theta, X, y):
    s, ell, noise = np.exp(np.asarray(theta, float))
    X, y = _floats(X, y)
    return _likelihood(s**2 * np.exp(-_squares(X, X) / (2 * ell)) + noise**2 * np.eye(len(y)), y)


@mistake("Is your kernel smooth where two points meet? Plot it in one dimension.", of="gp_logml")
def distance_not_squared(theta, X, y):
    s, ell, noise = np.exp(np.asarray(theta, float))
    X, y = _floats(X, y)
    return _likelihood(s**2 * np.exp(-np.sqrt(_squares(X, X)) / (2 * ell**2)) + noise**2 * np.eye(len(y)), y)


@mistake("The noise keeps K invertible. Is something added that nobody asked for?", of="gp_logml")
def something_added_for_safety(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    return _likelihood(Kf + noise + 1e-6 * np.eye(len(y)), y)


@mistake("Print your result for two values of theta[2]. What should change?", of="gp_logml")
def noise_of_one(theta, X, y):
    Kf, _, _, y = _parts(theta, X, y)
    return _likelihood(Kf + np.eye(len(y)), y)


@mistake("Do two measurements share their noise?", of="gp_logml")
def noise_shared(theta, X, y):
    Kf, noise, _, y = _parts(theta, X, y)
    return _likelihood(Kf + noise.max() + 1e-6 * noise, y)


# Mistakes: the gradient


@mistake("Fit against complexity: do both pull the same way?", of="gp_grad")
def both_terms_added(theta, X, y):
    return _gradient(theta, X, y, pull=lambda P, y: np.outer(P @ y, P @ y) + P)


@mistake("Which vector stands in the outer product?", of="gp_grad")
def outer_product_of_y(theta, X, y):
    return _gradient(theta, X, y, pull=lambda P, y: np.outer(y, y) - P)


@mistake("What keeps K from growing without bound? Which term is that?", of="gp_grad")
def fit_alone(theta, X, y):
    return _gradient(theta, X, y, pull=lambda P, y: np.outer(P @ y, P @ y))


@mistake("Does your gradient change with y?", of="gp_grad")
def complexity_alone(theta, X, y):
    return _gradient(theta, X, y, pull=lambda P, y: -P)


@mistake("Check N = 1 by hand: which factor do both terms have?", of="gp_grad")
def gradient_without_half(theta, X, y):
    return 2 * _gradient(theta, X, y)


@mistake("Does the likelihood rise along your gradient?", of="gp_grad")
def gradient_downhill(theta, X, y):
    return -_gradient(theta, X, y)


@mistake("Which parameters are stored: the scales, or their logarithms?", of="gp_grad")
def by_the_scales(theta, X, y):
    return _gradient(theta, X, y) / np.exp(np.asarray(theta, float))


@mistake("Is the parameter log σ, or log σ²? Differentiate exp(2θ).", of="gp_grad")
def by_logarithms_of_variances(theta, X, y):
    return _gradient(theta, X, y) * [0.5, 1, 0.5]


@mistake("Does the noise grow with σf?", of="gp_grad")
def noise_grows_with_the_signal(theta, X, y):
    return _gradient(theta, X, y, slopes=lambda Kf, noise, D, s: (2 * (Kf + noise), Kf * D * s, 2 * noise))


@mistake("A longer length scale: are two points more alike, or less?", of="gp_grad")
def length_turned_round(theta, X, y):
    return _gradient(theta, X, y) * [1, -1, 1]


@mistake("Differentiate −D exp(−2θ)/2 by θ. What becomes of the half?", of="gp_grad")
def length_halved(theta, X, y):
    return _gradient(theta, X, y) * [1, 0.5, 1]


@mistake("Does every entry of K_f change with ℓ by the same, or by its own distance?", of="gp_grad")
def length_without_distances(theta, X, y):
    return _gradient(theta, X, y, slopes=lambda Kf, noise, D, s: (2 * Kf, Kf * s, 2 * noise))


# Mistakes: predictions


@mistake("Is it the variance of the function, or that of another measurement?", of="gp_predict")
def variance_of_a_measurement(theta, X, y, Z):
    mean, variance, _, _ = _predict(theta, X, y, Z)
    return mean, variance + np.exp(2 * float(theta[2]))


@mistake("Is it the variance that is asked, or its root?", of="gp_predict")
def standard_deviation(theta, X, y, Z):
    mean, variance, _, _ = _predict(theta, X, y, Z)
    return mean, np.sqrt(variance)


@mistake("How many variances are there for M points?", of="gp_predict")
def whole_covariance(theta, X, y, Z):
    mean, _, prior, known = _predict(theta, X, y, Z)
    return mean, prior - known


@mistake("What do the data tell of the function near them?", of="gp_predict")
def variance_before_the_data(theta, X, y, Z):
    mean, _, prior, _ = _predict(theta, X, y, Z)
    return mean, np.full(len(mean), prior)


@mistake("How large is the variance far from all data?", of="gp_predict")
def one_for_the_prior_variance(theta, X, y, Z):
    mean, _, _, known = _predict(theta, X, y, Z)
    return mean, 1 - np.diag(known)


@mistake("Was what you fit measured with noise?", of="gp_predict")
def data_without_noise(theta, X, y, Z):
    return _predict(theta, X, y, Z, noisy=False)[:2]


@mistake("How much does each measurement count: yᵢ, or αᵢ?", of="gp_predict")
def mean_without_solving(theta, X, y, Z):
    _, variance, _, _ = _predict(theta, X, y, Z)
    theta, X, y, Z = _floats(theta, X, y, Z)
    return np.exp(2 * theta[0] - 0.5 * _squares(Z, X) * np.exp(-2 * theta[1])) @ y, variance
