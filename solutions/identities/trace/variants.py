"""Right answers written differently, and the mistakes that students make, for each trace."""

import numpy as np

from autograder import correct, mistake

# Right answers


@correct(of="d_trace_AX")
def linear_entry_by_entry(A, X):
    gradient = np.zeros(X.shape)
    for i in range(X.shape[0]):
        for j in range(X.shape[1]):
            gradient[i, j] = A[j, i]
    return gradient


@correct(of="d_trace_AX")
def linear_by_einsum(A, X):
    return np.einsum("ji->ij", A)


@correct(of="d_trace_AX")
def linear_by_moving_each_entry(A, X):
    gradient = np.empty(X.shape)
    for at in np.ndindex(X.shape):
        E = np.zeros(X.shape)
        E[at] = 1
        gradient[at] = np.trace(A @ E)
    return gradient


@correct(of="d_trace_XtAX")
def quadratic_in_two_products(A, X):
    return np.dot(A, X) + np.dot(np.transpose(A), X)


@correct(of="d_trace_XtAX")
def quadratic_column_by_column(A, X):
    return np.column_stack([A @ column + column @ A for column in X.T])


@correct(of="d_trace_XtAX")
def quadratic_by_einsum(A, X):
    return np.einsum("ik,kj->ij", A, X) + np.einsum("ki,kj->ij", A, X)


@correct(of="d_trace_XtAX")
def quadratic_by_complex_steps(A, X):
    gradient = np.empty(X.shape)
    for at in np.ndindex(X.shape):
        moved = X.astype(complex)
        moved[at] += 1e-30j
        gradient[at] = np.trace(moved.T @ A @ moved).imag / 1e-30
    return gradient


# Mistakes: the linear trace


@mistake("Compare your shape with that of X. Which entry of A is multiplied by X[0, 1]?", of="d_trace_AX")
def linear_forgets_to_transpose(A, X):
    return A


@mistake("How many slopes does a function of m times n variables have?", of="d_trace_AX")
def linear_is_not_derived(A, X):
    return np.trace(A @ X)


@mistake("Which of the two matrices moves?", of="d_trace_AX")
def linear_is_derived_by_the_other_matrix(A, X):
    return X.T


@mistake("The trace adds up diagonal entries of AX. Do only the diagonal entries of A take part in those?",
         of="d_trace_AX")  # fmt: skip
def linear_sees_the_diagonal_alone(A, X):
    return A.T * np.eye(*X.shape)


@mistake("X occurs once here. Where does your second turn come from?", of="d_trace_AX")
def linear_is_doubled(A, X):
    return 2 * A.T


# Mistakes: the quadratic trace


@mistake("Swap A for its transpose: the trace stays as it is. Does your gradient?", of="d_trace_XtAX")
def quadratic_takes_a_to_be_symmetric(A, X):
    return 2 * A @ X


@mistake("X occurs twice. Has each of the two had its turn?", of="d_trace_XtAX")
def quadratic_moves_one_x_alone(A, X):
    return A @ X


@mistake("Of the two turns, one leaves A as it is. Which one have you counted twice?", of="d_trace_XtAX")
def quadratic_takes_the_transpose_twice(A, X):
    return 2 * A.T @ X


@mistake("A has shape (m, m) and X (m, n). On which side of X does A fit?", of="d_trace_XtAX")
def quadratic_multiplies_from_the_right(A, X):
    return X @ (A + A.T)


@mistake("Take m = n = 1. What is the slope of a x², and what is its second derivative?", of="d_trace_XtAX")
def quadratic_is_derived_twice(A, X):
    return A + A.T


@mistake("Compare your shape with that of X.", of="d_trace_XtAX")
def quadratic_is_laid_out_as_the_transpose(A, X):
    return X.T @ (A + A.T)


@mistake("How many slopes does a function with m times n variables have, and how many did you return?",
         of="d_trace_XtAX")  # fmt: skip
def quadratic_is_not_derived(A, X):
    return np.trace(X.T @ A @ X)
