"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _eigen(M):
    lam, U = np.linalg.eigh(np.array(M, dtype=float))
    return lam, U


def _checked(M):
    lam, U = _eigen(M)
    if not np.all(lam > 0):
        raise ValueError("not definite")
    return lam, U


def _forwards(M, E, divide):
    """Return U (UᵀEU / divide(λ, λ')) Uᵀ."""
    lam, U = _eigen(M)
    with np.errstate(all="ignore"):
        return U @ (U.T @ np.asarray(E, float) @ U / divide(lam[:, None], lam[None, :])) @ U.T


def _derivative(M, E):
    return _forwards(M, E, lambda a, b: np.sqrt(a) + np.sqrt(b))


def _denman_beavers(M, steps=60):
    M = np.array(M, dtype=complex if np.iscomplexobj(M) else float)
    unit = np.abs(M).max()
    Y, Z = M / unit, np.eye(len(M))
    for _ in range(steps):
        Y, Z = (Y + np.linalg.inv(Z)) / 2, (Z + np.linalg.inv(Y)) / 2
    return Y * np.sqrt(unit)


# Right answers


@correct(of="sqrtm_spd")
def root_by_iteration(M):
    np.linalg.cholesky(np.asarray(M, float))
    return _denman_beavers(M)


@correct(of="sqrtm_spd")
def root_by_the_cholesky_factor(M):
    U, s, _ = np.linalg.svd(np.linalg.cholesky(np.asarray(M, float)))
    return U @ np.diag(s) @ U.T


@correct(of="sqrtm_spd")
def root_by_outer_products(M):
    return sum(np.sqrt(value) * np.outer(u, u) for value, u in zip(_checked(M)[0], _checked(M)[1].T, strict=True))


@correct(of="sqrtm_jvp")
def jvp_column_by_column(M, E):
    lam, U = _eigen(M)
    S, EU = U * np.sqrt(lam) @ U.T, np.asarray(E, float) @ U
    columns = [np.linalg.solve(S + np.sqrt(value) * np.eye(len(S)), EU[:, j]) for j, value in enumerate(lam)]
    return np.column_stack(columns) @ U.T


@correct(of="sqrtm_jvp")
def jvp_by_a_complex_step(M, E):
    M, E = np.asarray(M, float), np.asarray(E, float)
    small = 1e-20 * np.abs(M).max() / max(np.abs(E).max(), 1e-300)
    return _denman_beavers(M + 1j * small * E).imag / small


@correct(of="sqrtm_jvp")
def jvp_from_a_block(M, E):
    M, E = np.asarray(M, float), np.asarray(E, float)
    n, unit = len(M), np.abs(M).max()
    scale = np.abs(E).max() or 1.0
    block = np.block([[M / unit, E / scale], [np.zeros((n, n)), M / unit]])
    return _denman_beavers(block)[:n, n:] * scale / np.sqrt(unit)


@correct(of="sqrtm_vjp")
def vjp_with_the_derivative(M, G):
    G = np.array(G, dtype=float)
    return sqrtm_jvp(M, 0.5 * (G.T + G))  # noqa: F821 - the submission's own


@correct(of="sqrtm_vjp")
def vjp_symmetrised_last(M, G):
    X = _derivative(M, G)
    return (X + X.T) / 2


@correct(of="sqrtm_vjp")
def vjp_in_the_eigenbasis(M, G):
    lam, U = _eigen(M)
    G = np.einsum("ki,kl,lj->ij", U, np.asarray(G, float), U, optimize=True)
    return U @ ((G + G.T) / 2 / np.add.outer(np.sqrt(lam), np.sqrt(lam))) @ U.T


# Mistakes: the root


@mistake("Multiply your root by itself: does M come back?", of="sqrtm_spd")
def root_of_each_entry(M):
    _checked(M)
    return np.sqrt(np.abs(np.asarray(M, float))) * np.sign(M)


@mistake("Is your root symmetric?", of="sqrtm_spd")
def cholesky_factor(M):
    return np.linalg.cholesky(np.asarray(M, float))


@mistake("What should your function do with diag(1, −1)? Which real matrix has that square?", of="sqrtm_spd")
def sizes_of_eigenvalues(M):
    lam, U = _eigen(M)
    return U * np.sqrt(np.abs(lam)) @ U.T


@mistake("Is a matrix with a positive determinant always definite? Try minus the identity.", of="sqrtm_spd")
def positive_determinant(M):
    M = np.asarray(M, float)
    if np.linalg.det(M) <= 0:
        raise ValueError("not definite")
    lam, U = _eigen(M)
    with np.errstate(all="ignore"):
        return U * np.sqrt(lam) @ U.T


@mistake("Measure in other units: is an eigenvalue of 1e-9 always small?", of="sqrtm_spd")
def small_eigenvalues_raised(M):
    lam, U = _checked(M)
    return U * np.sqrt(np.maximum(lam, 1e-3)) @ U.T


@mistake("How much does your root still move in one more step?", of="sqrtm_spd")
def few_steps(M):
    _checked(M)
    return _denman_beavers(M, 3)


@mistake("May the matrix be singular, by the statement?", of="sqrtm_spd")
def zero_is_let_through(M):
    lam, U = _eigen(M)
    if lam[0] < 0:
        raise ValueError("not definite")
    return U * np.sqrt(lam) @ U.T


@mistake("In which basis is your root diagonal, and in which one was M given?", of="sqrtm_spd")
def root_left_in_the_eigenbasis(M):
    return np.diag(np.sqrt(_checked(M)[0]))


# Mistakes: forwards


@mistake("Do S and E commute? Put your X into SX + XS.", of="sqrtm_jvp")
def as_if_they_commuted(M, E):
    lam, U = _eigen(M)
    return (U / np.sqrt(lam) @ U.T) @ np.asarray(E, float) / 2


@mistake("Put your X into SX + XS: does E come back?", of="sqrtm_jvp")
def commuted_and_symmetrised(M, E):
    X = as_if_they_commuted(M, E)
    return (X + X.T) / 2


@mistake("Does an entry of the root depend on one entry of M alone?", of="sqrtm_jvp")
def entry_by_entry(M, E):
    lam, U = _eigen(M)
    S = U * np.sqrt(lam) @ U.T
    with np.errstate(all="ignore"):
        return np.asarray(E, float) / (2 * S)


@mistake("What becomes of your divisor where two eigenvalues are the same?", of="sqrtm_jvp")
def differences_of_roots(M, E):
    return _forwards(M, E, lambda a, b: np.where(a == b, 2 * np.sqrt(a), np.sqrt(a) - np.sqrt(b)))


@mistake("The derivative of √λ for a single number: what stands below the line?", of="sqrtm_jvp")
def sums_of_eigenvalues(M, E):
    return _forwards(M, E, lambda a, b: a + b)


@mistake("Is √a + √b the same as √(a + b)?", of="sqrtm_jvp")
def root_of_the_sum(M, E):
    return _forwards(M, E, lambda a, b: np.sqrt(a + b))


@mistake("In which basis is your X, and in which one was E given?", of="sqrtm_jvp")
def left_in_the_eigenbasis(M, E):
    lam, U = _eigen(M)
    return U.T @ np.asarray(E, float) @ U / (np.sqrt(lam)[:, None] + np.sqrt(lam))


@mistake(
    "U turns E into the eigenbasis, and Uᵀ turns it back, or the other way round? Print both for 2 × 2.", of="sqrtm_jvp"
)
def turned_the_wrong_way(M, E):
    lam, U = _eigen(M)
    return U.T @ (U @ np.asarray(E, float) @ U.T / (np.sqrt(lam)[:, None] + np.sqrt(lam))) @ U


@mistake("Is X found by one multiplication? S stands on both sides of it.", of="sqrtm_jvp")
def multiplied(M, E):
    lam, U = _eigen(M)
    S = U * np.sqrt(lam) @ U.T
    return S @ np.asarray(E, float) + np.asarray(E, float) @ S


@mistake("At M = I, is X equal to E, or to half of it?", of="sqrtm_jvp")
def derivative_doubled(M, E):
    return 2 * _derivative(M, E)


# Mistakes: backwards


@mistake("Is your gradient symmetric, as the statement asks?", of="sqrtm_vjp")
def gradient_not_symmetric(M, G):
    return _derivative(M, G)


@mistake("For a symmetric G, should your answer be that of sqrtm_jvp?", of="sqrtm_vjp")
def sum_without_the_half(M, G):
    X = _derivative(M, G)
    return X + X.T


@mistake("An entry off the diagonal: does G hold it once or twice? What is its mean with its mirror image?",
         of="sqrtm_vjp")  # fmt: skip
def lower_half_alone(M, G):
    G = np.tril(np.asarray(G, float))
    return _derivative(M, G + G.T - np.diag(np.diag(G)))


@mistake("Forwards you divide in the eigenbasis. What does the way back do there?", of="sqrtm_vjp")
def multiplied_backwards(M, G):
    lam, U = _eigen(M)
    S, G = U * np.sqrt(lam) @ U.T, np.asarray(G, float)
    return (S @ (G + G.T) + (G + G.T) @ S) / 2


@mistake("Two mirrored entries share a change of M. Does each of them get all of it?", of="sqrtm_vjp")
def off_diagonal_doubled(M, G):
    X = _derivative(M, (np.asarray(G, float) + np.asarray(G, float).T) / 2)
    return 2 * X - np.diag(np.diag(X))


@mistake("By what is your gradient: by M, or by its root?", of="sqrtm_vjp")
def symmetrised_alone(M, G):
    G = np.asarray(G, float)
    return (G + G.T) / 2
