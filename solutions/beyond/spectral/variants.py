"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _floats(*arrays):
    return [np.array(array, dtype=float) for array in arrays]


def _cofactors(M, sign=-1):
    (M,) = _floats(M)
    C = np.ones_like(M)
    if len(M) > 1:
        for i, j in np.ndindex(*M.shape):
            C[i, j] = sign ** (i + j) * np.linalg.det(np.delete(np.delete(M, i, 0), j, 1))
    return C


def _moving(lam, V, E, coefficient=lambda a, b: 1 / (a - b), keep=None):
    """Return V C with C[j, i] = vⱼ·Evᵢ · coefficient(λᵢ, λⱼ) where ``keep(j, i)``, by default j ≠ i."""
    lam, V, E = _floats(lam, V, E)
    inside = V.T @ E @ V
    C = np.zeros_like(V)
    for j, i in np.ndindex(*V.shape):
        if i != j and (keep is None or keep(j, i)):
            C[j, i] = inside[j, i] * coefficient(lam[i], lam[j])
    return np.diag(inside).copy(), V @ C


def _singular(M):
    return np.linalg.svd(np.array(M, dtype=float), full_matrices=False)


# Right answers


@correct(of="d_inv")
def d_inv_by_solving(M, E):
    M, E = _floats(M, E)
    return -np.linalg.solve(M, np.linalg.solve(M.T, E.T).T)


@correct(of="d_inv")
def d_inv_by_a_block(M, E):
    M, E = _floats(M, E)
    n = len(M)
    unit = (np.abs(E).max() or 1.0) / np.abs(M).max()
    block = np.linalg.inv(np.block([[M, E / unit], [np.zeros((n, n)), M]]))
    return block[:n, n:] * unit


@correct(of="grad_det")
def det_by_singular_values(M):
    U, s, Vt = _singular(M)
    others = [np.prod(np.delete(s, i)) for i in range(len(s))]
    return np.linalg.det(U) * np.linalg.det(Vt) * (U * others) @ Vt


@correct(of="grad_det")
def det_with_rows_replaced(M):
    (M,) = _floats(M)
    C = np.empty_like(M)
    for i, j in np.ndindex(*M.shape):
        replaced = M.copy()
        replaced[i] = np.arange(len(M)) == j
        C[i, j] = np.linalg.det(replaced)
    return C


@correct(of="grad_det")
def det_by_a_complex_step(M):
    (M,) = _floats(M)
    h, C = 1e-25 * (np.abs(M).max() or 1.0), np.empty_like(M)
    for place in np.ndindex(*M.shape):
        moved = M.astype(complex)
        moved[place] += 1j * h
        C[place] = np.linalg.det(moved).imag / h
    return C


@correct(of="d_eig")
def eig_entry_by_entry(lam, V, E):
    return _moving(lam, V, E)


@correct(of="d_eig")
def eig_by_pseudo_inverses(lam, V, E):
    lam, V, E = _floats(lam, V, E)
    S = V @ np.diag(lam) @ V.T
    moved = [np.linalg.pinv(x * np.eye(len(S)) - S, rcond=1e-5) @ (E @ v) for x, v in zip(lam, V.T, strict=True)]
    return [np.einsum("ki,kl,li->i", V, E, V), np.column_stack(moved)]


@correct(of="spectral_grad")
def spectral_by_outer_products(S, dphi):
    lam, V = np.linalg.eigh(np.array(S, dtype=float))
    slopes = np.asarray(dphi(lam), dtype=float)
    return sum(slope * np.outer(v, v) for slope, v in zip(slopes, V.T, strict=True))


@correct(of="spectral_grad")
def spectral_by_a_diagonal(S, dphi):
    lam, V = np.linalg.eigh(np.asarray(S, float))
    return V @ np.diag(dphi(lam)) @ V.T


@correct(of="nuclear_grad")
def nuclear_by_the_root(M):
    (M,) = _floats(M)
    M /= np.abs(M).max()
    A = M if len(M) >= M.shape[1] else M.T
    for _ in range(3):  # the first root of a square loses digits, which two more win back
        lam, V = np.linalg.eigh(A.T @ A)
        A = A @ (V / np.sqrt(lam) @ V.T)
    return A if len(M) >= M.shape[1] else A.T


@correct(of="nuclear_grad")
def nuclear_by_sums(M):
    U, _, Vt = np.linalg.svd(np.asarray(M, float))
    return sum(np.outer(U[:, i], Vt[i]) for i in range(min(M.shape)))


# Mistakes: the inverse


@mistake("Do M and E commute? Differentiate M M⁻¹ = I, and keep the order.", of="d_inv")
def squared_inverse(M, E):
    M, E = _floats(M, E)
    return -np.linalg.inv(M) @ np.linalg.inv(M) @ E


@mistake("If a number grows, does its inverse grow?", of="d_inv")
def inverse_grows(M, E):
    M, E = _floats(M, E)
    return np.linalg.inv(M) @ E @ np.linalg.inv(M)


@mistake("Is a transpose asked for? Try a direction with a single entry.", of="d_inv")
def inverses_transposed(M, E):
    M, E = _floats(M, E)
    return -np.linalg.inv(M).T @ E @ np.linalg.inv(M).T


@mistake("Is the derivative of 1/m equal to 1/e? In which unit should the answer come out?", of="d_inv")
def inverse_moved_at_once(M, E):
    M, E = _floats(M, E)
    return np.linalg.inv(M + E) - np.linalg.inv(M)


# Mistakes: the determinant


@mistake("Is ∂det/∂M₁₂ the entry 12 of your answer, or 21?", of="grad_det")
def adjugate(M):
    return _cofactors(M).T


@mistake("Multiply M by 2: by which power of 2 does the gradient of a determinant grow?", of="grad_det")
def inverse_alone(M):
    return np.linalg.inv(np.array(M, dtype=float)).T


@mistake("Is the slope of det always 0 where det is 0? Try n = 1.", of="grad_det")
def zero_where_singular(M):
    return _cofactors(M) if np.linalg.det(np.array(M, dtype=float)) != 0 else np.zeros(np.shape(M))


@mistake("Which signs do the cofactors of a 2 × 2 matrix have?", of="grad_det")
def minors_without_signs(M):
    return _cofactors(M, sign=1)


# An absolute determinant comes to the same but where it is 0, and there this is of either sign.
@mistake("Exchange two rows: what should the gradient do, and what does yours?", of="grad_det")
def mirrors_forgotten(M):
    U, s, Vt = _singular(M)
    return U * [np.prod(np.delete(s, i)) for i in range(len(s))] @ Vt


# Mistakes: eigenvalues and eigenvectors


@mistake("Are the eigenvalues of a sum the sums of the eigenvalues?", of="d_eig")
def eigenvalues_of_the_direction(lam, V, E):
    return np.linalg.eigvalsh(np.asarray(E, float)), _moving(lam, V, E)[1]


@mistake("By which matrix does E have to be turned before its diagonal is read?", of="d_eig")
def diagonal_of_the_direction(lam, V, E):
    return np.diag(np.asarray(E, float)).copy(), _moving(lam, V, E)[1]


@mistake("Do eigenvectors stand in the rows of V, or in its columns?", of="d_eig")
def rows_for_columns(lam, V, E):
    dlam, dV = _moving(lam, np.transpose(V), E)
    return dlam, dV.T


@mistake("λᵢ − λⱼ, or λⱼ − λᵢ? Put your answer into the derivative of S v = λ v.", of="d_eig")
def gaps_turned_over(lam, V, E):
    return _moving(lam, V, E, lambda a, b: 1 / (b - a))


@mistake("How long is v after your step: is v·v still 1?", of="d_eig")
def part_along_the_vector(lam, V, E):
    dlam, dV = _moving(lam, V, E)
    return dlam, dV + np.asarray(V, float) * dlam


@mistake("Over which j does the sum for vᵢ run: all others, or those that come later?", of="d_eig")
def later_vectors_alone(lam, V, E):
    return _moving(lam, V, E, keep=lambda j, i: j > i)


@mistake("In which basis are the columns that you return?", of="d_eig")
def coefficients_returned(lam, V, E):
    dlam, dV = _moving(lam, V, E)
    return dlam, np.asarray(V, float).T @ dV


@mistake("In which order do the eigenvalues come in? Which vector belongs to which?", of="d_eig")
def sorted_eigenvalues(lam, V, E):
    return _moving(np.sort(lam), V, E)


@mistake("Measure in other units: is a gap of 0.001 always small?", of="d_eig")
def small_gaps_skipped(lam, V, E):
    return _moving(lam, V, E, lambda a, b: 1 / (a - b) if abs(a - b) > 1e-3 else 0.0)


@mistake("What stands below the line in the sum for a vector?", of="d_eig")
def gaps_forgotten(lam, V, E):
    return _moving(lam, V, E, lambda a, b: 1.0)


# Mistakes: functions of all of them


@mistake("Is a function of a matrix that of its entries? Try φ = log at the identity.", of="spectral_grad")
def slope_of_each_entry(S, dphi):
    with np.errstate(all="ignore"):
        return np.asarray(dphi(np.asarray(S, float)), float)


@mistake("In which basis is your gradient diagonal, and in which one was S given?", of="spectral_grad")
def left_in_the_eigenbasis(S, dphi):
    return np.diag(np.asarray(dphi(np.linalg.eigvalsh(np.asarray(S, float))), float))


@mistake("V turns into the eigenbasis or out of it? Put φ′ = λ into your formula: is it S?", of="spectral_grad")
def turned_the_wrong_way(S, dphi):
    lam, V = np.linalg.eigh(np.asarray(S, float))
    return V.T @ np.diag(np.asarray(dphi(lam), float)) @ V


@mistake("For φ(x) = x, what is the gradient of the trace?", of="spectral_grad")
def multiplied_by_the_matrix(S, dphi):
    lam, V = np.linalg.eigh(np.asarray(S, float))
    return V @ np.diag(lam * dphi(lam)) @ V.T


@mistake("Does numpy's svd return V, or Vᵀ?", of="nuclear_grad")
def transposed_once_more(M):
    U, _, Vt = _singular(M)
    return U @ Vt.T


@mistake("What becomes of the singular values in the gradient of their sum?", of="nuclear_grad")
def matrix_itself(M):
    return np.array(M, dtype=float)


@mistake("Is the sum of singular values the root of the sum of their squares?", of="nuclear_grad")
def gradient_of_the_frobenius_norm(M):
    M = np.array(M, dtype=float)
    return M / np.linalg.norm(M)


@mistake("Does only the largest singular value count?", of="nuclear_grad")
def gradient_of_the_largest(M):
    U, _, Vt = _singular(M)
    return np.outer(U[:, 0], Vt[0])


@mistake("Are singular values sums of entries?", of="nuclear_grad")
def signs_of_entries(M):
    return np.sign(np.array(M, dtype=float))


@mistake("Measure in other units: is a singular value of 1e-4 always small?", of="nuclear_grad")
def floor_under_singular_values(M):
    U, s, Vt = _singular(M)
    return U * (s / (s + 1e-4)) @ Vt
