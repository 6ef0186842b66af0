"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _floats(*arrays):
    return [np.array(array, dtype=float) for array in arrays]


def _logistic(X, w, v, factor=lambda p: p * (1 - p)):
    X, w, v = _floats(X, w, v)
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-(X @ w)))
    return X.T @ (factor(p) * (X @ v)) / len(X)


def _moving(X, Y, W1, W2, V1, V2, dW2=1.0, back=1.0, curve=2.0, rest=1.0, scale=1.0):
    """Return both parts of the product; the options weigh its terms."""
    X, Y, W1, W2, V1, V2 = _floats(X, Y, W1, W2, V1, V2)
    N = len(X)
    H = np.tanh(X @ W1)
    gates, R = 1 - H * H, scale * (H @ W2 - Y) / N
    dH = gates * (X @ V1)
    dR = scale * (dH @ W2 + dW2 * (H @ V2)) / N
    by_W1 = X.T @ ((dR @ W2.T + back * (R @ V2.T)) * gates - curve * (R @ W2.T) * H * dH)
    return by_W1, rest * (dH.T @ R) + H.T @ dR


def _gauss_newton(X, W1, W2, V1, V2, gated=True):
    X, W1, W2, V1, V2 = _floats(X, W1, W2, V1, V2)
    H = np.tanh(X @ W1)
    gates = 1 - H * H
    dR = ((gates * (X @ V1)) @ W2 + H @ V2) / len(X)
    return X.T @ (dR @ W2.T * (gates if gated else 1)), H.T @ dR


def _iterated(hvp, n, start=None, steps=60, tell=lambda v, Hv: v @ Hv):
    """Return what ``tell`` says of the last vector, of length 1, and its product."""
    v = np.random.default_rng(0).normal(size=n) if start is None else start
    for _ in range(steps):
        v = v / np.linalg.norm(v)
        last, v = v, np.array(hvp(v), dtype=float)
    return float(tell(last, v))


def _columns(hvp, n):
    return np.column_stack([np.asarray(hvp(e), float) for e in np.eye(n)])


# Right answers


@correct(of="hvp_logistic")
def logistic_in_columns(X, w, v):
    return _logistic(X, w, v)


@correct(of="hvp_logistic")
def logistic_by_cosh(X, w, v):
    X, w, v = _floats(X, w, v)
    z = np.clip(X @ w, -600, 600)
    return np.einsum("nd,n->d", X, np.einsum("nd,d->n", X, v) / (2 * np.cosh(z / 2)) ** 2) / len(X)


@correct(of="hvp_mlp")
def network_by_a_complex_step(X, Y, W1, W2, V1, V2):
    X, Y, W1, W2, V1, V2 = _floats(X, Y, W1, W2, V1, V2)
    step = 1e-30 / max(np.abs(V1).max(), np.abs(V2).max(), 1e-300)
    A, B = W1 + 1j * step * V1, W2 + 1j * step * V2
    with np.errstate(over="ignore", invalid="ignore"):
        H = np.tanh((X @ A).real) + 1j * (1 - np.tanh((X @ A).real) ** 2) * (X @ A).imag
    R = (H @ B - Y) / len(X)
    return (X.T @ (R @ B.T * (1 - H * H))).imag / step, (H.T @ R).imag / step


@correct(of="hvp_mlp")
def network_in_two_parts(X, Y, W1, W2, V1, V2):
    first, second = _gauss_newton(X, W1, W2, V1, V2)
    X, Y, W1, W2, V1, V2 = _floats(X, Y, W1, W2, V1, V2)
    H = np.tanh(X @ W1)
    R, dH = (H @ W2 - Y) / len(X), (1 - H**2) * (X @ V1)
    return [first + X.T @ ((1 - H**2) * (R @ V2.T) - 2 * H * dH * (R @ W2.T)), second + dH.T @ R]


@correct(of="gauss_newton_product")
def gauss_newton_where_targets_are_met(X, W1, W2, V1, V2):
    return _moving(X, np.tanh(np.asarray(X, float) @ W1) @ np.asarray(W2, float), W1, W2, V1, V2)


@correct(of="gauss_newton_product")
def gauss_newton_sample_by_sample(X, W1, W2, V1, V2):
    X, W1, W2, V1, V2 = _floats(X, W1, W2, V1, V2)
    first, second = np.zeros_like(W1), np.zeros_like(W2)
    for x in X:
        h = np.tanh(x @ W1)
        moved = ((1 - h**2) * (x @ V1)) @ W2 + h @ V2
        first += np.outer(x, (W2 @ moved) * (1 - h**2)) / len(X)
        second += np.outer(h, moved) / len(X)
    return first, second


@correct(of="top_eigenvalue")
def top_by_all_eigenvalues(hvp, n):
    S = _columns(hvp, n)
    return max(np.linalg.eigvalsh((S + S.T) / 2), key=abs)


@correct(of="top_eigenvalue")
def top_by_iteration(hvp, n):
    return _iterated(hvp, n, np.random.default_rng(5).uniform(-1, 1, size=n), 100)


@correct(of="hutchinson")
def trace_by_a_loop(hvp, Z):
    total = 0.0
    for row in np.asarray(Z):
        z = np.array(row, dtype=float)
        total += np.dot(hvp(z), z)
    return total / len(Z)


@correct(of="hutchinson")
def trace_by_stacking(hvp, Z):
    Z = np.asarray(Z, float)
    return (Z * np.array([hvp(z) for z in Z], dtype=float)).sum() / Z.shape[0]


# Mistakes: logistic regression


@mistake("Hand the data in twice, one copy below the other: should the product double?", of="hvp_logistic")
def sum_for_the_mean(X, w, v):
    return len(X) * _logistic(X, w, v)


@mistake("How sure is the model where p is near 1? How much can p still move there?", of="hvp_logistic")
def probabilities_left_out(X, w, v):
    return _logistic(X, w, v, lambda p: 1.0)


@mistake("What is the derivative of 1/(1 + exp(−z)) at z = 0?", of="hvp_logistic")
def probability_alone(X, w, v):
    return _logistic(X, w, v, lambda p: p)


@mistake("What is the derivative of p by the score: is it p², or what?", of="hvp_logistic")
def probability_squared(X, w, v):
    return _logistic(X, w, v, lambda p: p**2)


@mistake("How many numbers is a product of a matrix and a vector?", of="hvp_logistic")
def curvature_alone(X, w, v):
    return float(np.asarray(v, float) @ _logistic(X, w, v))


@mistake("What are exp(2000) and exp(2000)/(1 + exp(2000)) as floats?", of="hvp_logistic")
def overflows(X, w, v):
    X, w, v = _floats(X, w, v)
    with np.errstate(all="ignore"):
        e = np.exp(X @ w)
        return X.T @ (e / (1 + e) ** 2 * (X @ v)) / len(X)


# Mistakes: the network


@mistake("Which terms vanish only where the residuals do? Are they 0 here?", of="hvp_mlp")
def gauss_newton_alone(X, Y, W1, W2, V1, V2):
    return _gauss_newton(X, W1, W2, V1, V2)


@mistake("tanh has a curvature. Which line of the gradient feels it?", of="hvp_mlp")
def curvature_of_tanh_forgotten(X, Y, W1, W2, V1, V2):
    return _moving(X, Y, W1, W2, V1, V2, curve=0.0)


@mistake("What is the derivative of H∘H in the direction Ḣ?", of="hvp_mlp")
def square_without_its_two(X, Y, W1, W2, V1, V2):
    return _moving(X, Y, W1, W2, V1, V2, curve=1.0)


@mistake("1 − H∘H: does it grow or shrink as H grows?", of="hvp_mlp")
def curvature_of_tanh_turned_over(X, Y, W1, W2, V1, V2):
    return _moving(X, Y, W1, W2, V1, V2, curve=-2.0)


@mistake("The way back multiplies by W2: does W2 move?", of="hvp_mlp")
def way_back_frozen(X, Y, W1, W2, V1, V2):
    return _moving(X, Y, W1, W2, V1, V2, back=0.0)


@mistake("HᵀR is a product: how many of its factors move?", of="hvp_mlp")
def hidden_units_frozen(X, Y, W1, W2, V1, V2):
    return _moving(X, Y, W1, W2, V1, V2, rest=0.0)


@mistake("If W2 moves, do the outputs move?", of="hvp_mlp")
def outputs_forget_the_second_layer(X, Y, W1, W2, V1, V2):
    return _moving(X, Y, W1, W2, V1, V2, dW2=0.0)


@mistake("Does the gradient by W1 feel that W2 moves? Which blocks has the Hessian beside those on its diagonal?",
         of="hvp_mlp")  # fmt: skip
def diagonal_blocks_alone(X, Y, W1, W2, V1, V2):
    none1, none2 = np.zeros(np.shape(V1)), np.zeros(np.shape(V2))
    return _moving(X, Y, W1, W2, V1, none2)[0], _moving(X, Y, W1, W2, none1, V2)[1]


@mistake("Hand the data in twice, one copy below the other: should the product double?", of="hvp_mlp")
def sum_over_the_samples(X, Y, W1, W2, V1, V2):
    return _moving(X, Y, W1, W2, V1, V2, scale=len(X))


# Mistakes: Gauss–Newton


@mistake("How many gates does a change of W1 pass on its way to the outputs and back?", of="gauss_newton_product")
def one_gate(X, W1, W2, V1, V2):
    return _gauss_newton(X, W1, W2, V1, V2, gated=False)


@mistake("Is there a half before the square of the loss?", of="gauss_newton_product")
def gauss_newton_doubled(X, W1, W2, V1, V2):
    return tuple(2 * part for part in _gauss_newton(X, W1, W2, V1, V2))


@mistake("Both layers move the outputs. Does each part of your product feel both?", of="gauss_newton_product")
def gauss_newton_in_blocks(X, W1, W2, V1, V2):
    none1, none2 = np.zeros(np.shape(V1)), np.zeros(np.shape(V2))
    return _gauss_newton(X, W1, W2, V1, none2)[0], _gauss_newton(X, W1, W2, none1, V2)[1]


@mistake("Are residuals 0 where the targets are 0, or where the targets are met?", of="gauss_newton_product")
def targets_of_zero(X, W1, W2, V1, V2):
    return _moving(X, np.zeros((len(X), np.shape(W2)[1])), W1, W2, V1, V2)


# Mistakes: what products tell


@mistake("Does your value know its sign?", of="top_eigenvalue")
def length_of_the_product(hvp, n):
    return _iterated(hvp, n, tell=lambda v, Hv: np.linalg.norm(Hv))


@mistake(
    "How long is v after 150 steps, if the eigenvalue is a million? And if it is a billionth?", of="top_eigenvalue"
)
def never_normalised(hvp, n):
    v = np.random.default_rng(0).normal(size=n)
    with np.errstate(all="ignore"):
        for _ in range(150):
            v = np.array(hvp(v), dtype=float)
        return float(v @ hvp(v) / (v @ v))


@mistake("What if the eigenvector that you look for is orthogonal to (1, …, 1)?", of="top_eigenvalue")
def starts_at_ones(hvp, n):
    return _iterated(hvp, n, np.ones(n))


@mistake("What if the first entry of the eigenvector is 0?", of="top_eigenvalue")
def ratio_of_first_entries(hvp, n):
    return _iterated(hvp, n, tell=lambda v, Hv: Hv[0] / v[0])


@mistake("Largest, or largest in size? Which one is it for the eigenvalues 2 and −3?", of="top_eigenvalue")
def largest_with_its_sign(hvp, n):
    S = _columns(hvp, n)
    return float(np.linalg.eigvalsh((S + S.T) / 2)[-1])


@mistake("By how much may your value still change when you stop? And in other units?", of="top_eigenvalue")
def stops_too_early(hvp, n):
    v, value, before = np.random.default_rng(0).normal(size=n), 0.0, np.inf
    while abs(value - before) > 1e-3:
        v = v / np.linalg.norm(v)
        Hv = np.array(hvp(v), dtype=float)
        v, value, before = Hv, float(v @ Hv), value
    return value


@mistake("Two probes, or the same two twice: should the answer double?", of="hutchinson")
def sum_over_the_probes(hvp, Z):
    return float(sum(z @ hvp(z) for z in np.asarray(Z, float)))


@mistake("How long is a probe of ±1? Is it the mean of z·Hz that is asked, or of something else?", of="hutchinson")
def probes_of_length_one(hvp, Z):
    lengths = np.linalg.norm(np.asarray(Z, float), axis=1)
    with np.errstate(all="ignore"):
        return float(np.mean([z @ hvp(z) for z in np.asarray(Z, float) / lengths[:, None]]))


@mistake("Do the probes matter for your answer? Try a single one.", of="hutchinson")
def exact_trace(hvp, Z):
    return float(np.trace(_columns(hvp, np.shape(Z)[1])))


@mistake("Of how many numbers is the mean taken: probes, or entries?", of="hutchinson")
def mean_over_all_entries(hvp, Z):
    Z = np.asarray(Z, float)
    return float(np.mean(Z * np.array([hvp(z) for z in Z], dtype=float)))
