"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _squares(A, B):
    A, B = np.asarray(A, float), np.asarray(B, float)
    return ((A[:, None] - B[None]) ** 2).sum(axis=-1)


# Right answers


@correct(of="rbf")
def kernel_by_loops(A, B, ell):
    K = np.zeros((len(A), len(B)))
    for i, a in enumerate(A):
        for j, b in enumerate(B):
            K[i, j] = np.exp(-(np.linalg.norm((a - b) / float(ell)) ** 2) / 2)
    return K


@correct(of="rbf")
def kernel_of_products(A, B, ell):
    A, B = np.asarray(A, float) / ell, np.asarray(B, float) / ell
    squares = (A**2).sum(axis=1)[:, None] + (B**2).sum(axis=1) - 2 * A @ B.T
    return np.exp(-np.maximum(squares, 0) / 2)


@correct(of="rbf")
def kernel_by_axes(A, B, ell):
    K = np.ones((len(A), len(B)))
    for a, b in zip(np.asarray(A, float).T, np.asarray(B, float).T, strict=True):
        K = K * np.exp(-0.5 * (np.subtract.outer(a, b) / ell) ** 2)
    return K


@correct(of="krr_fit")
def fit_by_the_inverse(K, y, lam):
    return np.linalg.inv(K + lam * np.identity(len(K))) @ y


@correct(of="krr_fit")
def fit_by_eigenvectors(K, y, lam):
    values, V = np.linalg.eigh(np.asarray(K, float))
    return V @ ((V.T @ y) / (values + lam))


@correct(of="krr_fit")
def fit_by_cholesky(K, y, lam):
    A = np.array(K, dtype=float)
    A[np.diag_indices(len(A))] += lam
    L = np.linalg.cholesky(A)
    return np.linalg.solve(L.T, np.linalg.solve(L, np.asarray(y, float)))


@correct(of="krr_grad")
def gradient_term_by_term(K, y, a, lam):
    return K @ (K @ a) - K @ y + lam * (K @ a)


@correct(of="krr_grad")
def gradient_with_one_matrix(K, y, a, lam):
    return np.dot(K.T, np.dot(K + lam * np.eye(len(a)), a) - y)


@correct(of="predict")
def predict_pair_by_pair(Xnew, X, alpha, ell):
    found = np.zeros(len(Xnew))
    for i in range(len(Xnew)):
        for j in range(len(X)):
            found[i] += alpha[j] * rbf(Xnew[i : i + 1], X[j : j + 1], ell)[0, 0]  # noqa: F821 - the submission's own
    return found


@correct(of="predict")
def predict_point_by_point(Xnew, X, alpha, ell):
    return np.array([sum(float(a) * np.exp(-np.sum(((p - x) / float(ell)) ** 2) / 2)
                         for a, x in zip(alpha, X, strict=True)) for p in Xnew])  # fmt: skip


@correct(of="predict")
def predict_with_the_kernel_turned(Xnew, X, alpha, ell):
    return np.asarray(alpha, float) @ rbf(X, Xnew, ell)  # noqa: F821 - the submission's own


# Mistakes: the kernel


@mistake("What should k be at the distance ℓ? The statement has the number.", of="rbf")
def no_half(A, B, ell):
    return np.exp(-_squares(A, B) / ell**2)


@mistake("Is ℓ a length, or one over the square of a length? Make ℓ larger: do points become more alike?", of="rbf")
def gamma_for_ell(A, B, ell):
    return np.exp(-ell * _squares(A, B))


@mistake("Measure points and ℓ in centimetres in place of metres. Does your k stay the same?", of="rbf")
def ell_not_squared(A, B, ell):
    return np.exp(-_squares(A, B) / (2 * ell))


@mistake("Is your k smooth where two points meet? Plot it in one dimension.", of="rbf")
def distance_not_squared(A, B, ell):
    return np.exp(-np.sqrt(_squares(A, B)) / (2 * ell**2))


@mistake("How many rows has A, and how many your matrix? Try two lists of different lengths.", of="rbf")
def transposed(A, B, ell):
    return np.exp(-_squares(B, A) / (2 * ell**2))


@mistake("What does your kernel say of (1, 0) and (0, 1)? Are they one point?", of="rbf")
def sum_before_square(A, B, ell):
    A, B = np.asarray(A, float), np.asarray(B, float)
    return np.exp(-((A[:, None] - B[None]).sum(axis=-1) ** 2) / (2 * ell**2))


@mistake("How like itself is a point, by your kernel?", of="rbf")
def normalised_density(A, B, ell):
    return np.exp(-_squares(A, B) / (2 * ell**2)) / (np.sqrt(2 * np.pi) * ell) ** np.shape(A)[1]


@mistake("Is a point less like its neighbours if there are more axes to look along? Is it a sum or a mean?", of="rbf")
def mean_over_axes(A, B, ell):
    A, B = np.asarray(A, float), np.asarray(B, float)
    return np.exp(-((A[:, None] - B[None]) ** 2).mean(axis=-1) / (2 * ell**2))


# Mistakes: the fit


@mistake("Is the loss a sum over the samples, or a mean?", of="krr_fit")
def mean_loss(K, y, lam):
    return np.linalg.solve(K + len(y) * lam * np.eye(len(y)), y)


@mistake("On which entries of K does λ sit? Print lam * np.eye(2) and lam + np.zeros((2, 2)).", of="krr_fit")
def lam_everywhere(K, y, lam):
    return np.linalg.lstsq(np.asarray(K + lam, float), y, rcond=None)[0]


@mistake("Print your answer for λ = 0.1 and λ = 10. What should change?", of="krr_fit")
def no_ridge(K, y, lam):
    return np.linalg.lstsq(np.asarray(K, float), y, rcond=None)[0]


@mistake("Is the penalty αᵀα, or αᵀKα? Set the gradient of the statement to zero.", of="krr_fit")
def normal_equations(K, y, lam):
    return np.linalg.solve(K.T @ K + lam * np.eye(len(y)), K.T @ y)


@mistake("Set ∇J to zero: which multiple of λ remains?", of="krr_fit")
def lam_halved(K, y, lam):
    return np.linalg.solve(K + lam / 2 * np.eye(len(y)), y)


# Mistakes: the gradient


@mistake("Which factor do both terms of the gradient share? Differentiate ½(kα − y)² for numbers.", of="krr_grad")
def gradient_without_K(K, y, a, lam):
    return K @ a + lam * a - y


@mistake("Are there halves in J? What do they cancel?", of="krr_grad")
def gradient_doubled(K, y, a, lam):
    return 2 * K @ (K @ a + lam * a - y)


@mistake("Differentiate (λ/2) αᵀKα alone. Where is the K?", of="krr_grad")
def penalty_of_the_coefficients(K, y, a, lam):
    return K @ (K @ a - y) + lam * a


@mistake("Differentiate (λ/2) kα² for numbers. What becomes of the half?", of="krr_grad")
def penalty_halved(K, y, a, lam):
    return K @ (K @ a + lam / 2 * a - y)


@mistake("Does J grow or shrink when you step along your gradient?", of="krr_grad")
def gradient_downhill(K, y, a, lam):
    return K @ (y - K @ a - lam * a)


# Mistakes: predictions


@mistake("For which points are predictions asked: the new ones, or those of the fit?", of="predict")
def predict_at_the_old_points(Xnew, X, alpha, ell):
    values = np.exp(-_squares(X, X) / (2 * ell**2)) @ alpha
    return np.resize(values, len(Xnew))


@mistake("Is a prediction a sum over the points, or a mean weighted by the kernel?", of="predict")
def predict_weighted_mean(Xnew, X, alpha, ell):
    K = np.exp(-_squares(Xnew, X) / (2 * ell**2))
    return K @ alpha / np.maximum(K.sum(axis=1), 1e-300)


@mistake("Which length scale do you predict with? Call it with ell = 0.5 and ell = 2.", of="predict")
def predict_with_length_one(Xnew, X, alpha, ell):
    return np.exp(-_squares(Xnew, X) / 2) @ alpha


@mistake("Does every point of the fit count, or the nearest one alone?", of="predict")
def predict_from_the_nearest(Xnew, X, alpha, ell):
    K = np.exp(-_squares(Xnew, X) / (2 * ell**2))
    best = K.argmax(axis=1)
    return K[np.arange(len(K)), best] * np.asarray(alpha, float)[best]
