"""Right answers written differently, and the mistakes that students make, for each function."""

import itertools

import numpy as np

from autograder import correct, mistake


def _pairs(n):
    return list(itertools.combinations(range(n), 2))


def _kernel(A, B, ell):
    A, B = np.asarray(A, float), np.asarray(B, float)
    return np.exp(-((A[:, None] - B[None]) ** 2).sum(axis=-1) / (2 * ell**2))


def _distances(X):
    X = np.array(X, dtype=float)
    return np.array([1 / np.sqrt(((X[i] - X[j]) ** 2).sum()) for i, j in _pairs(len(X))])


def _jacobian(X):
    X = np.array(X, dtype=float)
    J = np.zeros((len(_pairs(len(X))), 3 * len(X)))
    for row, (i, j) in enumerate(_pairs(len(X))):
        step = X[i] - X[j]
        slope = -step / (step @ step) ** 1.5
        J[row, 3 * i : 3 * i + 3], J[row, 3 * j : 3 * j + 3] = slope, -slope
    return J


def _slope(x, Xt, alpha, ell):
    x, Xt, g = np.asarray(x, float), np.asarray(Xt, float), np.zeros(len(x))
    for a, t in zip(alpha, Xt, strict=True):
        g -= a * np.exp(-((x - t) @ (x - t)) / (2 * ell**2)) * (x - t) / ell**2
    return g


# Right answers


@correct(of="inv_dist")
def distances_by_loops(X):
    return _distances(X)


@correct(of="inv_dist")
def distances_of_the_whole_table(X):
    X = np.asarray(X, float)
    r = np.sqrt(((X[:, None] - X[None]) ** 2).sum(axis=-1))
    return 1 / r[np.triu(np.ones_like(r, dtype=bool), 1)]


@correct(of="inv_dist_jac")
def jacobian_by_loops(X):
    return _jacobian(X)


@correct(of="inv_dist_jac")
def jacobian_by_complex_steps(X):
    X = np.asarray(X, dtype=float)
    J = np.zeros((len(_pairs(len(X))), X.size))
    for column in range(X.size):
        moved = X.astype(complex)
        moved.flat[column] += 1e-30j
        J[:, column] = [(1 / np.sqrt(((moved[i] - moved[j]) ** 2).sum())).imag / 1e-30 for i, j in _pairs(len(X))]
    return J


@correct(of="inv_dist_jac")
def jacobian_of_incidences(X):
    X = np.asarray(X, float)
    n = len(X)
    signs = np.array([np.eye(n)[i] - np.eye(n)[j] for i, j in _pairs(n)]).reshape(-1, n)
    steps = signs @ X
    cubes = ((steps**2).sum(axis=1) ** 1.5)[:, None, None]
    return (-signs[:, :, None] * steps[:, None, :] / cubes).reshape(len(steps), 3 * n)


@correct(of="fit_delta")
def fit_by_the_inverse(D, low, high, ell, lam):
    return np.linalg.inv(_kernel(D, D, ell) + lam * np.eye(len(D))) @ (np.array(high, float) - np.array(low, float))


@correct(of="fit_delta")
def fit_with_exercise_three(D, low, high, ell, lam):
    delta = np.subtract(high, low, dtype=float)
    return krr_fit(rbf(D, D, ell), delta, lam)  # noqa: F821 - the submission's own


@correct(of="fit_delta")
def fit_pair_by_pair(D, low, high, ell, lam):
    K = [[rbf(D[i : i + 1], D[j : j + 1], ell)[0, 0] for j in range(len(D))] for i in range(len(D))]  # noqa: F821 - its own
    return np.linalg.solve(K + lam * np.eye(len(D)), np.subtract(high, low, dtype=float))


@correct(of="krr_energy_grad")
def slope_by_loops(x, Xt, alpha, ell):
    return _slope(x, Xt, alpha, ell)


@correct(of="krr_energy_grad")
def slope_by_complex_steps(x, Xt, alpha, ell):
    x, g = np.asarray(x, float), []
    for step in np.eye(len(x)):
        squares = (((x + 1e-30j * step - Xt) / ell) ** 2).sum(axis=1)
        g.append(np.sum(alpha * np.exp(-squares / 2)).imag / 1e-30)
    return np.array(g)


@correct(of="krr_energy_grad")
def slope_by_einsum(x, Xt, alpha, ell):
    steps = np.asarray(Xt, float) - x
    return (
        np.einsum("t,t,tp->p", np.asarray(alpha, float), np.exp(-(steps**2).sum(axis=1) / 2 / ell**2), steps) / ell**2
    )


@correct(of="composite_forces")
def forces_pair_by_pair(X, F_base, Dt, alpha, ell):
    X, F = np.asarray(X, float), np.array(F_base, dtype=float)
    slope = _slope(_distances(X), Dt, alpha, ell)
    for g, (i, j) in zip(slope, _pairs(len(X)), strict=True):
        step = X[i] - X[j]
        push = g * step / np.linalg.norm(step) ** 3
        F[i] += push
        F[j] -= push
    return F


@correct(of="composite_forces")
def forces_by_the_jacobian(X, F_base, Dt, alpha, ell):
    slope = _slope(_distances(X), Dt, alpha, ell)
    return np.asarray(F_base, float) - np.reshape(slope @ _jacobian(X), np.shape(X))


# Mistakes: distances


@mistake("What is D for two atoms at a distance of 2?", of="inv_dist")
def distances_not_inverted(X):
    return 1 / _distances(X)


@mistake("What is D for two atoms at a distance of 2: one half, or a quarter?", of="inv_dist")
def inverse_squares(X):
    return _distances(X) ** 2


@mistake("List the six pairs of four atoms in your order. Which comes third?", of="inv_dist")
def pairs_by_second_atom(X):
    X = np.array(X, dtype=float)
    return np.array([1 / np.linalg.norm(X[i] - X[j]) for j in range(len(X)) for i in range(j)])


@mistake("How many pairs have three atoms? Is (0, 1) another pair than (1, 0)?", of="inv_dist")
def every_pair_twice(X):
    X = np.array(X, dtype=float)
    return np.array([1 / np.linalg.norm(X[i] - X[j]) for i in range(len(X)) for j in range(len(X)) if i != j])


@mistake("Which three columns belong to atom 1?", of="inv_dist_jac")
def axes_before_atoms(X):
    J = _jacobian(X)
    return J.reshape(len(J), len(X), 3).transpose(0, 2, 1).reshape(J.shape)


@mistake("d(1/r) is −1/r² dr. And what is dr?", of="inv_dist_jac")
def direction_not_of_length_one(X):
    return _jacobian(X) / np.maximum(_distances(X), 1e-300)[:, None]


@mistake("Does D change when the second atom of the pair moves?", of="inv_dist_jac")
def first_atom_alone(X):
    J = _jacobian(X)
    for row, (_, j) in enumerate(_pairs(len(X))):
        J[row, 3 * j : 3 * j + 3] = 0
    return J


@mistake("Move both atoms of a pair alike. May D change?", of="inv_dist_jac")
def same_sign_for_both(X):
    J = _jacobian(X)
    for row, (_, j) in enumerate(_pairs(len(X))):
        J[row, 3 * j : 3 * j + 3] *= -1
    return J


@mistake("Does D grow or shrink when two atoms part?", of="inv_dist_jac")
def jacobian_with_the_wrong_sign(X):
    return -_jacobian(X)


@mistake("Is it the Jacobian of the distances, or of one over them?", of="inv_dist_jac")
def jacobian_of_distances(X):
    return -_jacobian(X) / np.maximum(_distances(X), 1e-300)[:, None] ** 2


@mistake("How many rows are there for p pairs, and how many columns for n atoms?", of="inv_dist_jac")
def jacobian_transposed(X):
    return _jacobian(X).T


@mistake("What is the dtype of your array when X holds whole numbers?", of="inv_dist_jac")
def jacobian_in_the_dtype_of_X(X):
    return _jacobian(X).astype(np.asarray(X).dtype)


# Mistakes: the fit


@mistake("Is low plus your fit equal to high, or the other way round?", of="fit_delta")
def correction_upside_down(D, low, high, ell, lam):
    return np.linalg.solve(_kernel(D, D, ell) + lam * np.eye(len(D)), np.subtract(low, high, dtype=float))


@mistake("What is left for the rough energy to say, if the fit learns all of it?", of="fit_delta")
def learns_the_whole_energy(D, low, high, ell, lam):
    return np.linalg.solve(_kernel(D, D, ell) + lam * np.eye(len(D)), np.asarray(high, float))


@mistake("Print your answer for λ = 0.1 and λ = 10. What should change?", of="fit_delta")
def fit_without_ridge(D, low, high, ell, lam):
    return np.linalg.lstsq(_kernel(D, D, ell), np.subtract(high, low, dtype=float), rcond=None)[0]


@mistake("Which length scale has the kernel of your fit? Call it with ell = 0.5 and ell = 2.", of="fit_delta")
def fit_with_length_one(D, low, high, ell, lam):
    return np.linalg.solve(_kernel(D, D, 1) + lam * np.eye(len(D)), np.subtract(high, low, dtype=float))


# Mistakes: its slope


@mistake("Differentiate exp(−x²/(2ℓ²)) in one dimension. Which power of ℓ comes out?", of="krr_energy_grad")
def ell_not_squared(x, Xt, alpha, ell):
    return _slope(x, Xt, alpha, ell) * ell


@mistake("Differentiate exp(−x²/2). Does the exponential stay?", of="krr_energy_grad")
def kernel_forgotten(x, Xt, alpha, ell):
    return -np.asarray(alpha, float) @ (np.asarray(x, float) - Xt) / ell**2


@mistake("What is the kernel at the distance ℓ, in your slope? Exercise 3 has the number.", of="krr_energy_grad")
def kernel_without_half(x, Xt, alpha, ell):
    return _slope(x, Xt, alpha, ell / np.sqrt(2)) / 2


@mistake("Which of the two points moves: x, or the input of the fit? Which way is downhill from a peak?",
         of="krr_energy_grad")  # fmt: skip
def gradient_by_the_centre(x, Xt, alpha, ell):
    return -_slope(x, Xt, alpha, ell)


@mistake("Is the fit a sum over its inputs, or a mean?", of="krr_energy_grad")
def slope_of_a_mean(x, Xt, alpha, ell):
    return _slope(x, Xt, alpha, ell) / len(Xt)


# Mistakes: the forces


@mistake("Force is which sign of the gradient? The fit is part of the energy.", of="composite_forces")
def uphill(X, F_base, Dt, alpha, ell):
    return np.asarray(F_base, float) + np.reshape(_slope(_distances(X), Dt, alpha, ell) @ _jacobian(X), np.shape(X))


@mistake("What should come back where the fit is zero?", of="composite_forces")
def base_forgotten(X, F_base, Dt, alpha, ell):
    return -np.reshape(_slope(_distances(X), Dt, alpha, ell) @ _jacobian(X), np.shape(X))


@mistake(
    "Which three numbers of the flat answer belong to atom 0? Print np.arange(6).reshape(2, 3).", of="composite_forces"
)
def coordinates_mixed(X, F_base, Dt, alpha, ell):
    flat = _slope(_distances(X), Dt, alpha, ell) @ _jacobian(X)
    return np.asarray(F_base, float) - flat.reshape(3, -1).T


@mistake("At which x is the slope of the fit taken: at this molecule's distances, or at those of the fit?",
         of="composite_forces")  # fmt: skip
def slope_at_the_first_input(X, F_base, Dt, alpha, ell):
    slope = _slope(np.asarray(Dt, float)[0] + 0.01, Dt, alpha, ell)
    return np.asarray(F_base, float) - np.reshape(slope @ _jacobian(X), np.shape(X))
