"""Right answers written differently, and the mistakes that students make, for each identity."""

import numpy as np

from autograder import correct, mistake

# Right answers


@correct(of="d_linear")
def linear_column_by_column(A, x):
    return np.stack([A @ axis for axis in np.eye(len(x))], axis=1)


@correct(of="d_linear")
def linear_is_just_returned(A, x):
    return A


@correct(of="d_dot")
def dot_entry_by_entry(w, x):
    return np.array([w[j] for j in range(len(x))])


@correct(of="d_sqnorm")
def sqnorm_as_a_sum(x):
    return x + x


@correct(of="d_quadratic")
def quadratic_in_two_products(A, x):
    return A @ x + x @ A


@correct(of="d_quadratic")
def quadratic_by_complex_steps(A, x):
    steps = 1e-30j * np.eye(len(x))
    return np.array([((x + step) @ A @ (x + step)).imag / 1e-30 for step in steps])


@correct(of="d_quadratic")
def quadratic_entry_by_entry(A, x):
    n = len(x)
    return np.array([sum(A[k, j] * x[j] + A[j, k] * x[j] for j in range(n)) for k in range(n)])


@correct(of="d2_quadratic")
def second_derivative_entry_by_entry(A):
    H = np.zeros(A.shape)
    for i, j in np.ndindex(A.shape):
        H[i, j] = A[i, j] + A[j, i]
    return H


@correct(of="d_lsq")
def lsq_by_einsum(A, x, b):
    return 2 * np.einsum("ij,i->j", A, np.einsum("ij,j->i", A, x) - b)


@correct(of="d_lsq")
def lsq_multiplied_out(A, x, b):
    return 2 * (A.T @ A) @ x - 2 * b @ A


# Mistakes


@mistake("Which index of the Jacobian counts the outputs, the first or the second?", of="d_linear")
def linear_is_transposed(A, x):
    return A.T


@mistake("Ax says where x goes. What says how Ax moves when x moves?", of="d_linear")
def linear_is_not_derived(A, x):
    return A @ x


@mistake("Ax has m outputs. Is it one of them, or their sum, that your answer differentiates?", of="d_linear")
def linear_adds_up_its_outputs(A, x):
    return A.sum(axis=0)


@mistake("Which of the two vectors moves?", of="d_dot")
def dot_is_derived_by_w(w, x):
    return x


@mistake("How many slopes does a function of n variables have?", of="d_dot")
def dot_is_not_derived(w, x):
    return w @ x


@mistake("Write the product out as a sum. What is the slope of one term along its own variable?", of="d_dot")
def dot_keeps_the_products(w, x):
    return w * x


@mistake("Is the norm squared? If x doubles, should its gradient double, or stay as long as it is?", of="d_sqnorm")
def sqnorm_forgets_the_square(x):
    length = np.linalg.norm(x)
    return x / length if length else np.zeros(len(x))


@mistake("Take n = 1. What is the derivative of x²?", of="d_sqnorm")
def sqnorm_forgets_the_two(x):
    return x


@mistake("The outer derivative of a square is there. What is missing for each single variable?", of="d_sqnorm")
def sqnorm_is_the_outer_derivative(x):
    return 2 * np.linalg.norm(x)


@mistake("Swap A for its transpose: the form stays as it is. Does your gradient?", of="d_quadratic")
def quadratic_takes_a_to_be_symmetric(A, x):
    return 2 * A @ x


@mistake("x occurs twice in the form. Has each of the two had its turn?", of="d_quadratic")
def quadratic_moves_the_first_x_alone(A, x):
    return A @ x


@mistake("Swap the rows and columns of A: the form does not notice. Why does your gradient?", of="d_quadratic")
def quadratic_takes_the_transpose_twice(A, x):
    return 2 * A.T @ x


@mistake("Test your gradient at n = 1, x = 2. Is it the value that you return?", of="d_quadratic")
def quadratic_is_not_derived(A, x):
    return x @ A @ x


@mistake("Should the order of the two derivatives matter? Look at your entries [0, 1] and [1, 0].", of="d2_quadratic")
def second_derivative_is_twice_a(A):
    return 2 * A


@mistake("What is the second derivative of a x² for a number a?", of="d2_quadratic")
def second_derivative_is_the_symmetric_part(A):
    return (A + A.T) / 2


@mistake("For A = 1, n = 1 the form is x². What does its slope do as x grows?", of="d2_quadratic")
def second_derivative_subtracts(A):
    return A - A.T


@mistake("Take m = n = 1 and A = 1, b = 0 by hand: what does the exponent of the square become?", of="d_lsq")
def lsq_forgets_the_two(A, x, b):
    return A.T @ (A @ x - b)


@mistake("Does a small step along your gradient make the errors larger?", of="d_lsq")
def lsq_points_downhill(A, x, b):
    return 2 * A.T @ (b - A @ x)


@mistake("In which space does the gradient live: in that of b, or in that of x?", of="d_lsq")
def lsq_forgets_to_transpose(A, x, b):
    return 2 * A @ (A @ x - b)


@mistake("Is the gradient at x = 0 the same for every b?", of="d_lsq")
def lsq_loses_b(A, x, b):
    return 2 * A.T @ A @ x


@mistake("The errors depend on x through A. What does the chain rule add?", of="d_lsq")
def lsq_forgets_the_inner_derivative(A, x, b):
    return 2 * (A @ x - b)
