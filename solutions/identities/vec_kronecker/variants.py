"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

# Right answers


@correct(of="vec")
def vec_column_by_column(X):
    return np.concatenate([X[:, j] for j in range(X.shape[1])])


@correct(of="vec")
def vec_of_the_transpose_by_rows(X):
    return X.T.reshape(-1)


@correct(of="unvec")
def unvec_by_rows_and_transposed(v, shape):
    m, n = shape
    return v.reshape(n, m).T


@correct(of="unvec")
def unvec_entry_by_entry(v, shape):
    X = np.zeros(shape)
    for i, j in np.ndindex(shape):
        X[i, j] = v[i + shape[0] * j]
    return X


@correct(of="kron_op")
def kron_op_column_by_column(A, B):
    m, n = A.shape[1], B.shape[0]
    columns = []
    for j in range(n):
        for i in range(m):
            E = np.zeros((m, n))
            E[i, j] = 1
            columns.append((A @ E @ B).ravel(order="F"))
    return np.stack(columns, axis=1)


@correct(of="kron_op")
def kron_op_by_einsum(A, B):
    r, m = A.shape
    n, s = B.shape
    return np.einsum("ip,qj->jiqp", A, B).reshape(s * r, n * m)


@correct(of="commutation")
def commutation_by_moving_rows(m, n):
    return np.eye(m * n)[np.arange(m * n).reshape(n, m).T.ravel()]


@correct(of="commutation")
def commutation_as_a_sum_of_kronecker_products(m, n):
    total = 0
    for i in range(m):
        for j in range(n):
            E = np.zeros((m, n), int)
            E[i, j] = 1
            total = total + np.kron(E, E.T)
    return total


@correct(of="duplication")
def duplication_column_by_column(n):
    columns = []
    for j in range(n):
        for i in range(j, n):
            S = np.zeros((n, n))
            S[i, j] = S[j, i] = 1
            columns.append(S.ravel())
    return np.array(columns).T


@correct(of="sym_grad")
def symmetric_gradient_by_duplication(G):
    n = len(G)
    columns = []
    for j in range(n):
        for i in range(j, n):
            S = np.zeros((n, n))
            S[i, j] = S[j, i] = 1
            columns.append(S.ravel())
    return np.array(columns) @ G.ravel()


@correct(of="sym_grad")
def symmetric_gradient_entry_by_entry(G):
    n = len(G)
    return np.array([G[i, j] + (G[j, i] if i != j else 0) for j in range(n) for i in range(j, n)])


# Mistakes: vec and unvec


@mistake("Which entry comes second: the one to the right of the first, or the one below it?", of="vec")
def vec_goes_by_rows(X):
    return X.ravel()


@mistake("How many axes does a vector of this course have?", of="vec")
def vec_is_a_column(X):
    return X.reshape(-1, 1, order="F")


@mistake("Where does the second entry of v go: to the right of the first, or below it?", of="unvec")
def unvec_goes_by_rows(v, shape):
    return v.reshape(shape)


@mistake("Is the shape that was asked for the shape of your matrix, or of its transpose?", of="unvec")
def unvec_returns_the_transpose(v, shape):
    return v.reshape(shape[::-1])


# Mistakes: the Kronecker product


@mistake("That is right for a different stacking. Which one does your product go with?", of="kron_op")
def kron_op_is_for_stacked_rows(A, B):
    return np.kron(A, B.T)


@mistake("In AXB the rows of B meet the columns of X. Which index of B must be summed over?", of="kron_op")
def kron_op_forgets_to_transpose(A, B):
    return np.kron(B, A)


@mistake("Take X = E, with a single 1. In which places of AXB do the entries of A land?", of="kron_op")
def kron_op_keeps_the_order_of_the_letters(A, B):
    return np.kron(A, B)


@mistake("Of A and B, one acts as it stands and one from the other side. Have you turned both?", of="kron_op")
def kron_op_transposes_both(A, B):
    return np.kron(B.T, A.T)


# Mistakes: commutation


@mistake("Which shape goes in, and which comes out?", of="commutation")
def commutation_goes_back(m, n):
    K = np.zeros((m * n, m * n))
    for i in range(m):
        for j in range(n):
            K[i + m * j, j + n * i] = 1
    return K


@mistake("Does transposing turn the order of all entries about? Where does the second entry of vec X go?",
         of="commutation")  # fmt: skip
def commutation_reverses(m, n):
    return np.eye(m * n)[::-1]


@mistake("Try X with one row. Are vec X and vec(Xᵀ) the same for every other X too?", of="commutation")
def commutation_does_nothing(m, n):
    return np.eye(m * n)


# Mistakes: duplication and the symmetric gradient


def _lower_triangle(n):
    return [(i, j) for j in range(n) for i in range(j, n)]


@mistake("How many entries of vec S are β?", of="duplication")
def duplication_fills_the_lower_triangle_alone(n):
    D = np.zeros((n * n, n * (n + 1) // 2))
    for k, (i, j) in enumerate(_lower_triangle(n)):
        D[i + n * j, k] = 1
    return D


@mistake("Your matrix spreads β over two places. Should each of them hold β, or half of it?", of="duplication")
def duplication_halves(n):
    D = np.zeros((n * n, n * (n + 1) // 2))
    for k, (i, j) in enumerate(_lower_triangle(n)):
        D[i + n * j, k] += 0.5
        D[j + n * i, k] += 0.5
    return D


@mistake("Write vech of a 3 by 3 matrix down. Does it go along its rows, or down its columns?", of="duplication")
def duplication_goes_by_rows(n):
    D = np.zeros((n * n, n * (n + 1) // 2))
    for k, (i, j) in enumerate(sorted(_lower_triangle(n))):
        D[i + n * j, k] = D[j + n * i, k] = 1
    return D


@mistake("Does it lead from vech S to vec S, or the other way?", of="duplication")
def duplication_is_transposed(n):
    D = np.zeros((n * (n + 1) // 2, n * n))
    for k, (i, j) in enumerate(_lower_triangle(n)):
        D[k, i + n * j] = D[k, j + n * i] = 1
    return D


@mistake("How many entries of S move with β?", of="sym_grad")
def symmetric_gradient_counts_once(G):
    return np.array([G[i, j] for j in range(len(G)) for i in range(j, len(G))])


@mistake("Two entries move with β. Do their slopes add up, or average?", of="sym_grad")
def symmetric_gradient_averages(G):
    return ((G + G.T) / 2)[np.triu_indices(len(G))]


@mistake("How many entries of S move with α?", of="sym_grad")
def symmetric_gradient_doubles_the_diagonal(G):
    return (G + G.T)[np.triu_indices(len(G))]


@mistake("Does your order of the free entries go along the rows of the lower triangle, or down its columns?",
         of="sym_grad")  # fmt: skip
def symmetric_gradient_goes_by_rows(G):
    return (G + G.T - np.diag(np.diag(G)))[np.tril_indices(len(G))]


@mistake("How many variables does a symmetric matrix of n rows have?", of="sym_grad")
def symmetric_gradient_repeats_itself(G):
    return (G + G.T - np.diag(np.diag(G))).ravel()
