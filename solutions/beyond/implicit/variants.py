"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _floats(*arrays):
    return [np.array(array, dtype=float) for array in arrays]


def _solved(M, b, u):
    """Return M, b, u, the solution x, and v of the transposed system."""
    M, b, u = _floats(M, b, u)
    return M, b, u, np.linalg.solve(M, b), np.linalg.solve(M.T, u)


def _fit(X, y, lam):
    """Return X, y, XᵀX + λI and the fit."""
    X, y = _floats(X, y)
    A = X.T @ X + lam * np.eye(X.shape[1])
    return X, y, A, np.linalg.solve(A, X.T @ y)


def _hypergradient(X, y, Xv, yv, lam, through=None):
    _, _, A, w = _fit(X, y, lam)
    Xv, yv = _floats(Xv, yv)
    slope = Xv.T @ (Xv @ w - yv)
    return -w @ (np.linalg.solve(A, slope) if through is None else through(A, Xv, slope))


def _repeated(W, q, steps=1200):
    W, q = _floats(W, q)
    z = np.zeros(len(q))
    for _ in range(steps):
        z = np.tanh(W @ z + q)
    return z


def _through(W, q, u, solve, z=None):
    """Return vzᵀ and v, where ``solve(W, s, u)`` gives v."""
    z = _repeated(W, q) if z is None else z
    W, u = _floats(W, u)
    v = solve(W, 1 - z**2, u)
    return np.outer(v, z), v


def _right(W, s, u):
    return s * np.linalg.solve(np.eye(len(s)) - W.T @ np.diag(s), u)


# Right answers


@correct(of="solve_vjp")
def solve_vjp_by_the_inverse(M, b, u):
    M, b, u = _floats(M, b, u)
    inverse = np.linalg.inv(M)
    return [-np.outer(u @ inverse, inverse @ b), u @ inverse]


@correct(of="solve_vjp")
def solve_vjp_by_singular_values(M, b, u):
    M, b, u = _floats(M, b, u)
    U, s, Vt = np.linalg.svd(M)
    v = U @ (Vt @ u / s)
    return v[:, None] * -(Vt.T @ (U.T @ b / s)), v


@correct(of="ridge_dw")
def ridge_by_singular_values(X, y, lam):
    X, y = _floats(X, y)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    return -Vt.T @ (s * (U.T @ y) / (s**2 + lam) ** 2)


@correct(of="ridge_dw")
def ridge_by_the_inverse(X, y, lam):
    _, _, A, w = _fit(X, y, lam)
    return -np.linalg.inv(A) @ w


@correct(of="val_hypergrad")
def hypergradient_backwards(X, y, Xv, yv, lam):
    return float(_hypergradient(X, y, Xv, yv, lam))


@correct(of="val_hypergrad")
def hypergradient_with_the_derivative(X, y, Xv, yv, lam):
    w = _fit(X, y, lam)[3]
    Xv, yv = _floats(Xv, yv)
    return (Xv @ w - yv) @ (Xv @ ridge_dw(X, y, lam))  # noqa: F821 - the submission's own


@correct(of="fixed_point")
def fixed_point_by_many_steps(W, q):
    return _repeated(W, q)


@correct(of="fixed_point")
def fixed_point_by_newton(W, q):
    W, q = _floats(W, q)
    z = _repeated(W, q, 40)
    for _ in range(20):
        t = np.tanh(W @ z + q)
        z = z - np.linalg.solve(np.eye(len(q)) - (1 - t**2)[:, None] * W, z - t)
    return z


@correct(of="fixed_point_vjp")
def fixed_point_vjp_by_the_jacobian(W, q, u):
    def solve(W, s, u):
        return u @ np.linalg.solve(np.eye(len(s)) - s[:, None] * W, np.diag(s))

    return list(_through(W, q, u, solve))


@correct(of="fixed_point_vjp")
def fixed_point_vjp_by_iteration(W, q, u):
    def solve(W, s, u):
        g = u
        for _ in range(1200):
            g = u + W.T @ (s * g)
        return s * g

    return _through(W, q, u, solve)


@correct(of="fixed_point_vjp")
def fixed_point_vjp_with_the_point(W, q, u):
    z = fixed_point(W, q)  # noqa: F821 - the submission's own
    return _through(W, q, u, _right, z)


# Mistakes: linear systems


@mistake("Forwards you solve with M. Backwards, with which matrix?", of="solve_vjp")
def system_not_transposed(M, b, u):
    M, b, u, x, _ = _solved(M, b, u)
    v = np.linalg.solve(M, u)
    return -np.outer(v, x), v


@mistake("M₁₂ multiplies x₂ in equation 1: which index has the x?", of="solve_vjp")
def outer_product_turned(M, b, u):
    _, _, _, x, v = _solved(M, b, u)
    return -np.outer(x, v), v


@mistake("If M were a number and grew, would x grow?", of="solve_vjp")
def sign_of_the_matrix(M, b, u):
    _, _, _, x, v = _solved(M, b, u)
    return np.outer(v, x), v


@mistake("Which vector does M multiply: b, or the solution?", of="solve_vjp")
def right_side_for_the_solution(M, b, u):
    _, b, _, _, v = _solved(M, b, u)
    return -np.outer(v, b), v


@mistake("Is the gradient by b the one by x? For n = 1, how do they differ?", of="solve_vjp")
def nothing_solved_backwards(M, b, u):
    _, _, u, x, _ = _solved(M, b, u)
    return -np.outer(u, x), u


@mistake("The loss knows x by its gradient u alone. Where has it gone?", of="solve_vjp")
def gradient_forgotten(M, b, u):
    M, b, u, x, _ = _solved(M, b, u)
    v = np.linalg.solve(M.T, np.ones(len(u)))
    return -np.outer(v, x), v


# Mistakes: ridge regression


@mistake("Does a larger penalty make weights larger?", of="ridge_dw")
def weights_grow(X, y, lam):
    _, _, A, w = _fit(X, y, lam)
    return np.linalg.solve(A, w)


@mistake("How many systems have to be solved: one for w, and then?", of="ridge_dw")
def one_solve_too_few(X, y, lam):
    X, y, A, _ = _fit(X, y, lam)
    return -np.linalg.solve(A, X.T @ y)


@mistake("What is F_w: λ alone, or more?", of="ridge_dw")
def divided_by_the_penalty(X, y, lam):
    return -_fit(X, y, lam)[3] / lam


@mistake("Is there a half before λ in the loss? What is left of it in F?", of="ridge_dw")
def penalty_without_the_half(X, y, lam):
    _, _, A, w = _fit(X, y, 2 * lam)
    return -2 * np.linalg.solve(A, w)


@mistake("Is the loss a sum over samples, or a mean?", of="ridge_dw")
def penalty_times_the_samples(X, y, lam):
    _, _, A, w = _fit(X, y, len(X) * lam)
    return -len(X) * np.linalg.solve(A, w)


@mistake("Does w solve the system with λ, or without? And its derivative?", of="ridge_dw")
def penalty_lost_in_the_second_system(X, y, lam):
    X, _, _, w = _fit(X, y, lam)
    return -np.linalg.lstsq(X.T @ X, w, rcond=1e-10)[0]


@mistake("Which data judge, and which ones were fitted?", of="val_hypergrad")
def training_data_judge(X, y, Xv, yv, lam):
    return _hypergradient(X, y, X, y, lam)


@mistake("Is there a half before the square in V?", of="val_hypergrad")
def validation_without_the_half(X, y, Xv, yv, lam):
    return 2 * _hypergradient(X, y, Xv, yv, lam)


@mistake("Whose minimum is w? Which Hessian belongs to that?", of="val_hypergrad")
def hessian_of_the_validation_loss(X, y, Xv, yv, lam):
    def through(A, Xv, slope):
        return np.linalg.solve(Xv.T @ Xv + lam * np.eye(Xv.shape[1]), slope)

    return _hypergradient(X, y, Xv, yv, lam, through)


@mistake("Do weights grow with λ? Follow the signs through one more time.", of="val_hypergrad")
def hypergradient_upside_down(X, y, Xv, yv, lam):
    return -_hypergradient(X, y, Xv, yv, lam)


@mistake("Which derivative of w stands in the chain rule, beside the slope of V?", of="val_hypergrad")
def weights_for_their_derivative(X, y, Xv, yv, lam):
    return _hypergradient(X, y, Xv, yv, lam, lambda A, Xv, slope: slope)


@mistake("V is a sum over the validation data. Did you take a mean?", of="val_hypergrad")
def mean_over_the_validation_data(X, y, Xv, yv, lam):
    return _hypergradient(X, y, Xv, yv, lam) / len(Xv)


# Mistakes: fixed points


@mistake("Put your z into tanh(Wz + q): does it come back?", of="fixed_point")
def ten_steps(W, q):
    return _repeated(W, q, 10)


@mistake("Is row i of W, or column i, what makes entry i?", of="fixed_point")
def transposed_weights(W, q):
    return _repeated(np.transpose(W), q)


@mistake("Where is q added: before the tanh, or after it?", of="fixed_point")
def input_after_the_tanh(W, q):
    W, q = _floats(W, q)
    z = np.zeros(len(q))
    for _ in range(1200):
        z = np.tanh(W @ z) + q
    return z


@mistake("Is z = Wz + q all that it satisfies?", of="fixed_point")
def linear_fixed_point(W, q):
    W, q = _floats(W, q)
    return np.linalg.solve(np.eye(len(q)) - W, q)


@mistake("Does z also react to itself?", of="fixed_point_vjp")
def one_step_alone(W, q, u):
    return _through(W, q, u, lambda W, s, u: s * u)


@mistake("Backwards, is it W or its transpose that passes the gradient on?", of="fixed_point_vjp")
def weights_not_transposed(W, q, u):
    return _through(W, q, u, lambda W, s, u: s * np.linalg.solve(np.eye(len(s)) - W @ np.diag(s), u))


@mistake("On which side of Wᵀ do the slopes of tanh stand?", of="fixed_point_vjp")
def slopes_on_the_other_side(W, q, u):
    return _through(W, q, u, lambda W, s, u: s * np.linalg.solve(np.eye(len(s)) - np.diag(s) @ W.T, u))


@mistake("What becomes of the gradient when it passes the tanh for the last time?", of="fixed_point_vjp")
def slopes_left_out_at_the_end(W, q, u):
    return _through(W, q, u, lambda W, s, u: np.linalg.solve(np.eye(len(s)) - W.T @ np.diag(s), u))


@mistake("If W is a positive number, does it make the answer more sensitive to q, or less?", of="fixed_point_vjp")
def plus_in_the_system(W, q, u):
    return _through(W, q, u, lambda W, s, u: s * np.linalg.solve(np.eye(len(s)) + W.T @ np.diag(s), u))


@mistake("W₁₂ multiplies z₂ in line 1: which index has the z?", of="fixed_point_vjp")
def product_turned(W, q, u):
    by_W, by_q = _through(W, q, u, _right)
    return by_W.T, by_q


@mistake("What does W multiply: q, or z?", of="fixed_point_vjp")
def input_for_the_point(W, q, u):
    v = _through(W, q, u, _right)[1]
    return np.outer(v, np.asarray(q, float)), v


@mistake("Is the derivative of tanh 1 − tanh, or something else?", of="fixed_point_vjp")
def slope_of_tanh(W, q, u):
    z = _repeated(W, q)
    v = _right(np.asarray(W, float), 1 - np.abs(z), np.asarray(u, float))
    return np.outer(v, z), v
