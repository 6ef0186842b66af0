"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _forward(X, W1, b1, W2, b2):
    X, W1, b1, W2, b2 = (np.array(array, dtype=float) for array in (X, W1, b1, W2, b2))
    H = np.tanh(X @ W1 + b1)
    return H, H @ W2 + b2


def _backward(X, Y, W1, b1, W2, b2, gate=None, scale=None):
    """Return all gradients and, beside them, what is on the way to them."""
    H, O = _forward(X, W1, b1, W2, b2)
    X, Y, W1, W2 = (np.array(array, dtype=float) for array in (X, Y, W1, W2))
    dO = (O - Y) * (1 / len(X) if scale is None else scale)
    dZ = dO @ W2.T * ((1 - H) * (1 + H) if gate is None else gate(H))
    return {
        "W1": X.T @ dZ,
        "b1": dZ.sum(axis=0),
        "W2": H.T @ dO,
        "b2": dO.sum(axis=0),
        "X": dZ @ W1.T,
        "dO": dO,
        "dZ": dZ,
    }


# Right answers


@correct(of="mlp_forward")
def forward_sample_by_sample(X, W1, b1, W2, b2):
    X, W1, b1, W2, b2 = (np.array(array, dtype=float) for array in (X, W1, b1, W2, b2))
    H = np.array([np.tanh(W1.T @ x + b1) for x in X])
    return [H, np.array([W2.T @ h + b2 for h in H])]


@correct(of="mlp_forward")
def forward_with_columns_of_ones(X, W1, b1, W2, b2):
    ones = np.ones((len(X), 1))
    H = np.tanh(np.hstack([X, ones]) @ np.vstack([W1, np.asarray(b1, float)]))
    return H, np.hstack([H, ones]) @ np.vstack([W2, np.asarray(b2, float)])


@correct(of="mlp_loss")
def loss_by_the_mean_of_rows(X, Y, W1, b1, W2, b2):
    _, O = mlp_forward(X, W1, b1, W2, b2)  # noqa: F821 - the submission's own
    return 0.5 * np.mean([np.dot(o - y, o - y) for o, y in zip(O, np.asarray(Y, float), strict=True)])


@correct(of="mlp_backward")
def gradients_sample_by_sample(X, Y, W1, b1, W2, b2):
    X, Y, W1, b1, W2, b2 = (np.array(array, dtype=float) for array in (X, Y, W1, b1, W2, b2))
    got = {key: np.zeros(value.shape) for key, value in (("W1", W1), ("b1", b1), ("W2", W2), ("b2", b2), ("X", X))}
    for row, (x, y) in enumerate(zip(X, Y, strict=True)):
        h = np.tanh(x @ W1 + b1)
        up = (h @ W2 + b2 - y) / len(X)
        back = (W2 @ up) * (1 - h**2)
        got["W2"] += np.outer(h, up)
        got["b2"] += up
        got["W1"] += np.outer(x, back)
        got["b1"] += back
        got["X"][row] = W1 @ back
    return got


@correct(of="mlp_backward")
def gradients_by_einsum(X, Y, W1, b1, W2, b2):
    H, O = mlp_forward(X, W1, b1, W2, b2)  # noqa: F821 - the submission's own
    up = (O - Y) / np.shape(X)[0]
    back = np.einsum("nk,hk,nh->nh", up, np.asarray(W2, float), 1 - H * H)
    return {
        "X": np.einsum("nh,dh->nd", back, np.asarray(W1, float)),
        "W1": np.einsum("nd,nh->dh", np.asarray(X, float), back),
        "W2": np.einsum("nh,nk->hk", H, up),
        "b1": np.ones(len(up)) @ back,
        "b2": np.ones(len(up)) @ up,
        "H": back,
    }


@correct(of="mlp_backward")
def gradients_by_complex_steps(X, Y, W1, b1, W2, b2):
    case = {"X": X, "Y": Y, "W1": W1, "b1": b1, "W2": W2, "b2": b2}
    if np.size(X) > 200:
        return _backward(**case)  # a step for each of many entries would take long
    case = {key: np.array(value, dtype=complex) for key, value in case.items()}
    got = {key: np.zeros(case[key].shape) for key in ("X", "W1", "b1", "W2", "b2")}
    for key, gradient in got.items():
        for entry in range(gradient.size):
            kept = case[key].flat[entry]
            case[key].flat[entry] += 1e-30j
            Z = case["X"] @ case["W1"] + case["b1"]
            t = np.tanh(Z.real)
            E = (t + 1j * (1 - t**2) * Z.imag) @ case["W2"] + case["b2"] - case["Y"]
            gradient.flat[entry] = np.sum(E**2).imag / 1e-30 / (2 * len(E))
            case[key].flat[entry] = kept
    return got


# Mistakes: the way forward


@mistake("What is H for X = 0?", of="mlp_forward")
def second_bias_only(X, W1, b1, W2, b2):
    return _forward(X, W1, 0 * np.asarray(b1), W2, b2)


@mistake("What is O where H is zero?", of="mlp_forward")
def first_bias_only(X, W1, b1, W2, b2):
    return _forward(X, W1, b1, W2, 0 * np.asarray(b2))


@mistake("Can O be 3?", of="mlp_forward")
def output_through_tanh(X, W1, b1, W2, b2):
    H, O = _forward(X, W1, b1, W2, b2)
    return H, np.tanh(O)


@mistake("Which of the two is H: what goes into tanh, or what comes out?", of="mlp_forward")
def pre_activation_returned(X, W1, b1, W2, b2):
    _, O = _forward(X, W1, b1, W2, b2)
    return np.asarray(X, float) @ W1 + b1, O


@mistake("Which of the two is to come first?", of="mlp_forward")
def output_first(X, W1, b1, W2, b2):
    return _forward(X, W1, b1, W2, b2)[::-1]


@mistake("What is tanh of 1, and what of 1000? Compare with your function.", of="mlp_forward")
def sigmoid_for_tanh(X, W1, b1, W2, b2):
    H, _ = _forward(np.asarray(X, float) / 2, W1, np.asarray(b1, float) / 2, W2, b2)
    H = (1 + H) / 2
    return H, H @ W2 + b2


@mistake("Hand the batch in twice, one copy below the other: does L change?", of="mlp_loss")
def loss_summed(X, Y, W1, b1, W2, b2):
    return np.sum((_forward(X, W1, b1, W2, b2)[1] - Y) ** 2) / 2


@mistake("Is there a half in L?", of="mlp_loss")
def loss_not_halved(X, Y, W1, b1, W2, b2):
    return np.sum((_forward(X, W1, b1, W2, b2)[1] - Y) ** 2) / len(X)


@mistake("By what does L divide for k = 3 outputs?", of="mlp_loss")
def loss_over_all_entries(X, Y, W1, b1, W2, b2):
    return np.mean((_forward(X, W1, b1, W2, b2)[1] - Y) ** 2) / 2


@mistake("Is the norm in L squared?", of="mlp_loss")
def loss_of_the_norm(X, Y, W1, b1, W2, b2):
    return np.linalg.norm(_forward(X, W1, b1, W2, b2)[1] - Y) / (2 * len(X))


# Mistakes: the way back


@mistake("Is H the pre-activation, or tanh of it already?", of="mlp_backward")
def tanh_of_H(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, gate=lambda H: 1 - np.tanh(H) ** 2)


@mistake("What does a saturated unit (H near 1) pass on?", of="mlp_backward")
def no_gate(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, gate=np.ones_like)


@mistake("Whose derivative is H(1 − H)?", of="mlp_backward")
def sigmoid_gate(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, gate=lambda H: H * (1 - H))


@mistake("What is the slope of tanh at 0, where H is 0 too?", of="mlp_backward")
def gate_upside_down(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, gate=lambda H: 1 - H)


@mistake("Hand the batch in twice, one copy below the other: does L change? And its gradient?", of="mlp_backward")
def sum_for_mean(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, scale=1)


@mistake("By what does L divide for k = 3 outputs? What does that do to its gradient?", of="mlp_backward")
def mean_of_all_entries(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, scale=1 / np.size(Y))


@mistake("Differentiate e²/2 by e.", of="mlp_backward")
def factor_two(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, scale=2 / len(X))


@mistake("Does L grow or shrink with O where O is above Y?", of="mlp_backward")
def upside_down(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, scale=-1 / len(X))


@mistake("b2 acts in every row: do its effects average, or add up?", of="mlp_backward")
def bias_averaged(X, Y, W1, b1, W2, b2):
    got = _backward(X, Y, W1, b1, W2, b2)
    return got | {"b1": got["dZ"].mean(axis=0), "b2": got["dO"].mean(axis=0)}


@mistake("Which shape has b1?", of="mlp_backward")
def one_bias_for_the_layer(X, Y, W1, b1, W2, b2):
    got = _backward(X, Y, W1, b1, W2, b2)
    return got | {
        "b1": np.full(len(np.asarray(b1)), got["dZ"].sum()),
        "b2": np.full(len(np.asarray(b2)), got["dO"].sum()),
    }


@mistake("Where did 1/N enter already?", of="mlp_backward")
def divided_twice(X, Y, W1, b1, W2, b2):
    return _backward(X, Y, W1, b1, W2, b2, scale=1 / len(X) ** 2)


@mistake("Which way does W2 carry H, and which way an error? Write down the entry dH[0, 1].", of="mlp_backward")
def W2_not_transposed(X, Y, W1, b1, W2, b2):
    got = _backward(X, Y, W1, b1, W2, b2)
    H, _ = _forward(X, W1, b1, W2, b2)
    back = np.asarray(W2, float).reshape(np.shape(W2)[::-1])  # where W2 is square, this is W2 itself
    dZ = got["dO"] @ back * (1 - H**2)
    return got | {"W1": np.asarray(X, float).T @ dZ, "b1": dZ.sum(axis=0), "X": dZ @ np.asarray(W1, float).T}


@mistake("Which shape has W1, and which has your gradient by it?", of="mlp_backward")
def weights_transposed(X, Y, W1, b1, W2, b2):
    got = _backward(X, Y, W1, b1, W2, b2)
    return got | {"W1": got["W1"].T, "W2": got["W2"].T}


@mistake("At which weights is the gradient taken: at those given, or at some that have been moved?", of="mlp_backward")
def updated_W2(X, Y, W1, b1, W2, b2):
    got = _backward(X, Y, W1, b1, W2, b2)
    H, _ = _forward(X, W1, b1, W2, b2)
    dZ = got["dO"] @ (np.asarray(W2, float) - 0.1 * got["W2"]).T * (1 - H**2)
    return got | {"W1": np.asarray(X, float).T @ dZ, "b1": dZ.sum(axis=0), "X": dZ @ np.asarray(W1, float).T}


@mistake("Are gradients whole where weights are?", of="mlp_backward")
def cut_by_whole_numbers(X, Y, W1, b1, W2, b2):
    got = _backward(X, Y, W1, b1, W2, b2)
    for key, value in (("W1", W1), ("b1", b1), ("W2", W2), ("b2", b2), ("X", X)):
        got[key] = got[key].astype(np.asarray(value).dtype)
    return got


@mistake("Which of the two multiplies dW2: what goes into the second layer, or X?", of="mlp_backward")
def error_without_H(X, Y, W1, b1, W2, b2):
    got = _backward(X, Y, W1, b1, W2, b2)
    Z = np.asarray(X, float) @ np.asarray(W1, float) + b1
    return got | {"W2": Z.T @ got["dO"]}
