"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

# Right answers


@correct(of="ridge_grad")
def gradient_by_loops(X, y, w, lam):
    g = [lam * float(weight) for weight in w]
    for row, target in zip(X, y, strict=True):
        error = sum(float(x) * float(weight) for x, weight in zip(row, w, strict=True)) - float(target)
        for j, x in enumerate(row):
            g[j] += error * float(x)
    return np.array(g)


@correct(of="ridge_grad")
def gradient_of_the_normal_equations(X, y, w, lam):
    X, w = np.array(X, float), np.array(w, float)
    return (X.T @ X + lam * np.eye(len(w))) @ w - X.T @ np.array(y, float)


@correct(of="ridge_fit")
def fit_by_stacking(X, y, lam):
    p = X.shape[1]
    stacked = np.vstack([X, np.sqrt(lam) * np.eye(p)])
    return np.linalg.lstsq(stacked, np.concatenate([y, np.zeros(p)]), rcond=None)[0]


@correct(of="ridge_fit")
def fit_by_singular_values(X, y, lam):
    U, s, Vt = np.linalg.svd(np.asarray(X, float), full_matrices=False)
    return Vt.T @ (s / (s**2 + lam) * (U.T @ y))


@correct(of="ridge_fit")
def fit_by_the_inverse(X, y, lam):
    A = X.astype(float)
    return np.linalg.inv(A.T @ A + lam * np.identity(A.shape[1])) @ (A.T @ y)


@correct(of="energy_grad")
def gradient_by_the_hessian(u, f, c, h):
    n = len(u)
    H = np.diag(np.full(n, 2 / h + c * h))
    for i in range(n - 1):
        H[i, i + 1] = H[i + 1, i] = -1 / h
    return H @ u - h * np.asarray(f, float)


@correct(of="energy_grad")
def gradient_with_padding(u, f, c, h):
    padded = np.pad(np.asarray(u, float), 1)
    return (2 * padded[1:-1] - padded[:-2] - padded[2:]) / h + c * h * padded[1:-1] - h * np.asarray(f, float)


@correct(of="energy_hess")
def hessian_by_loops(n, c, h):
    H = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            H[i, j] = 2 / h + c * h if i == j else -1 / h if abs(i - j) == 1 else 0
    return H


@correct(of="energy_hess")
def hessian_of_the_gaps(n, c, h):
    gaps = np.eye(n + 1, n) - np.eye(n + 1, n, k=-1)
    return gaps.T @ gaps / h + c * h * np.eye(n)


# Mistakes: ridge


@mistake("Differentiate (λ/2) w² alone, for a single weight. What is left of the half?", of="ridge_grad")
def penalty_doubled(X, y, w, lam):
    return X.T @ (X @ w - y) + 2 * lam * w


@mistake("Differentiate (λ/2) w² alone. Does the half stay?", of="ridge_grad")
def penalty_halved(X, y, w, lam):
    return X.T @ (X @ w - y) + lam / 2 * w


@mistake(
    "Is there a half before the fit, too? Differentiate ½(xw − y)² for one sample and one weight.", of="ridge_grad"
)
def fit_doubled(X, y, w, lam):
    return 2 * X.T @ (X @ w - y) + lam * w


@mistake("Is one of the weights an intercept here?", of="ridge_grad")
def last_weight_free(X, y, w, lam):
    kept = np.array(lam * w, dtype=float)
    kept[-1] = 0
    return X.T @ (X @ w - y) + kept


@mistake("At y = 0 and w = (1): does a larger error give a steeper slope upwards?", of="ridge_grad")
def residual_turned_round(X, y, w, lam):
    return X.T @ (y - X @ w) + lam * w


@mistake("Print your gradient for λ = 0.1 and λ = 10. What should change?", of="ridge_grad")
def gradient_without_penalty(X, y, w, lam):
    return X.T @ (X @ w - y) + 0.0 * w


@mistake("Is the loss a sum over the samples, or their mean?", of="ridge_fit")
def fit_with_m_lam(X, y, lam):
    return np.linalg.solve(X.T @ X + len(y) * lam * np.eye(X.shape[1]), X.T @ y)


@mistake("Set your ridge_grad to zero: which multiple of λ remains?", of="ridge_fit")
def fit_with_half_lam(X, y, lam):
    return np.linalg.solve(X.T @ X + lam / 2 * np.eye(X.shape[1]), X.T @ y)


@mistake("Print lam * np.eye(2) and lam + np.zeros((2, 2)). Which of them is λI?", of="ridge_fit")
def lam_on_every_entry(X, y, lam):
    return np.linalg.lstsq(np.asarray(X.T @ X + lam, float), X.T @ y, rcond=None)[0]


@mistake("Shift all targets by 1. Does this model have an intercept that could follow them?", of="ridge_fit")
def fit_centres(X, y, lam):
    A, b = X - X.mean(axis=0), y - y.mean()
    return np.linalg.solve(A.T @ A + (lam or 1e-9) * np.eye(A.shape[1]), A.T @ b)


@mistake("Print your fit for λ = 0.1 and λ = 10. Which of them should have smaller weights?", of="ridge_fit")
def fit_without_penalty(X, y, lam):
    return np.linalg.lstsq(np.asarray(X, float), np.asarray(y, float), rcond=None)[0]


# Mistakes: the string


@mistake("How much of the springs' energy belongs to one cell of length h?", of="energy_grad")
def reaction_without_h(u, f, c, h):
    padded = np.pad(np.asarray(u, float), 1)
    return (2 * padded[1:-1] - padded[:-2] - padded[2:]) / h + c * u - h * f


@mistake("How much of the load rests on one cell of length h?", of="energy_grad")
def force_without_h(u, f, c, h):
    padded = np.pad(np.asarray(u, float), 1)
    return (2 * padded[1:-1] - padded[:-2] - padded[2:]) / h + c * h * u - f


@mistake("Is this the equation, or the slope of the energy? Which power of h stands below the differences in E?",
         of="energy_grad")  # fmt: skip
def equation_for_energy(u, f, c, h):
    padded = np.pad(np.asarray(u, float), 1)
    return (2 * padded[1:-1] - padded[:-2] - padded[2:]) / h**2 + c * u - f


@mistake("Which two neighbours does the first point have, and how high are they?", of="energy_grad")
def ends_lost(u, f, c, h):
    gaps = np.diff(np.asarray(u, float)) / h
    return np.concatenate([[0.0], gaps]) - np.concatenate([gaps, [0.0]]) + h * (c * u - f)


@mistake("Are the two ends of the string neighbours?", of="energy_grad")
def ring(u, f, c, h):
    return (2 * u - np.roll(u, 1) - np.roll(u, -1)) / h + c * h * u - h * f


@mistake("Does the load pull the string up or down, and does yielding to it gain energy?", of="energy_grad")
def load_upside_down(u, f, c, h):
    padded = np.pad(np.asarray(u, float), 1)
    return (2 * padded[1:-1] - padded[:-2] - padded[2:]) / h + c * h * u + h * f


@mistake("What is the dtype of your result when u holds whole numbers?", of="energy_grad")
def whole_numbers_cut(u, f, c, h):
    g, n = np.zeros_like(u), len(u)
    for i in range(n):
        before, after = u[i - 1] if i else 0, u[i + 1] if i < n - 1 else 0
        g[i] = (2 * u[i] - before - after) / h + c * h * u[i] - h * f[i]
    return g


@mistake("In how many gaps does the first point occur?", of="energy_hess")
def hess_ends_lost(n, c, h):
    gaps = np.eye(n - 1, n) - np.eye(n - 1, n, k=1)
    return gaps.T @ gaps / h + c * h * np.eye(n)


@mistake("Is your matrix symmetric? Every Hessian of this course is.", of="energy_hess")
def hess_one_sided(n, c, h):
    return (2 / h + c * h) * np.eye(n) - np.eye(n, k=1) / h


@mistake("How much of the springs' energy belongs to one cell? Differentiate (ch/2) u² twice.", of="energy_hess")
def hess_reaction_without_h(n, c, h):
    return (2 / h + c) * np.eye(n) - (np.eye(n, k=1) + np.eye(n, k=-1)) / h


@mistake("Differentiate (u₂ − u₁)² / (2h) by u₁ and then by u₂. What is its sign?", of="energy_hess")
def hess_neighbours_added(n, c, h):
    return (2 / h + c * h) * np.eye(n) + (np.eye(n, k=1) + np.eye(n, k=-1)) / h
