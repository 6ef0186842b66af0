"""Right answers written differently, and the mistakes that students make, for both functions."""

import itertools

import numpy as np

from autograder import correct, mistake


def _floats(*arrays):
    return [np.asarray(array, float) for array in arrays]


def _states(xs, Wx, Wh, b, h0):
    xs, Wx, Wh, b, h0 = _floats(xs, Wx, Wh, b, h0)
    hs = np.zeros((len(xs) + 1, len(b)))
    hs[0] = h0
    for t, x in enumerate(xs):
        hs[t + 1] = np.tanh(Wx @ x + Wh @ hs[t] + b)
    return hs


def _bptt(xs, ys, Wx, Wh, b, wo, h0, gates=None, carry=None, used=None):
    """Return loss, gradients, states and deltas; ``gates``, ``carry`` and ``used`` change what a step back does."""
    xs, ys, Wx, Wh, b, wo, h0 = _floats(xs, ys, Wx, Wh, b, wo, h0)
    hs = _states(xs, Wx, Wh, b, h0)
    e = hs[1:] @ wo - ys
    D, back = np.zeros((len(xs), len(b))), np.zeros(len(b))
    for t in range(len(xs) - 1, -1, -1):
        gate = (1 - hs[t + 1] ** 2) if gates is None else gates(hs, t)
        D[t] = gate * ((e if used is None else used(e))[t] * wo + back)
        back = Wh.T @ D[t] if carry is None else carry(Wh, D[t])
    grads = {"Wx": D.T @ xs, "Wh": D.T @ hs[:-1], "b": D.sum(axis=0), "wo": hs[1:].T @ e, "h0": back}
    return e @ e / 2, grads, hs, D


def _jacobian(xs, Wx, Wh, b, h0, step=None):
    Wh, J = np.asarray(Wh, float), np.eye(len(b))
    hs = _states(xs, Wx, Wh, b, h0)
    for old, new in itertools.pairwise(hs):
        J = (np.diag(1 - new**2) @ Wh) @ J if step is None else step(J, Wh, old, new)
    return J


# Right answers


@correct(of="bptt")
def gradients_step_by_step(xs, ys, Wx, Wh, b, wo, h0):
    xs, ys, Wx, Wh, b, wo, h0 = _floats(xs, ys, Wx, Wh, b, wo, h0)
    hs, total = _states(xs, Wx, Wh, b, h0), 0.0
    grads = {"Wx": 0 * Wx, "Wh": 0 * Wh, "b": 0 * b, "wo": 0 * wo, "h0": 0 * h0}
    for t in reversed(range(len(xs))):
        e = float(wo @ hs[t + 1] - ys[t])
        total += e * e / 2
        delta = (1 - hs[t + 1] ** 2) * (e * wo + grads["h0"])
        grads["Wx"] = grads["Wx"] + np.outer(delta, xs[t])
        grads["Wh"] = grads["Wh"] + np.outer(delta, hs[t])
        grads["b"] = grads["b"] + delta
        grads["wo"] = grads["wo"] + e * hs[t + 1]
        grads["h0"] = delta @ Wh
    return total, grads


@correct(of="bptt")
def gradients_by_recursion(xs, ys, Wx, Wh, b, wo, h0):
    xs, ys, Wx, Wh, b, wo, h0 = _floats(xs, ys, Wx, Wh, b, wo, h0)

    def run(t, h):
        """Return loss, gradients by the weights, and gradient by h, of what is left after t steps."""
        if t == len(xs):
            return 0.0, [0 * Wx, 0 * Wh, 0 * b, 0 * wo], 0 * h
        new = np.tanh(Wx @ xs[t] + Wh @ h + b)
        e = wo @ new - ys[t]
        rest, (gx, gh, gb, go), up = run(t + 1, new)
        d = (up + e * wo) * (1 - new) * (1 + new)
        return rest + e**2 / 2, [gx + np.outer(d, xs[t]), gh + np.outer(d, h), gb + d, go + e * new], Wh.T @ d

    value, grads, first = run(0, h0)
    return [value, dict(zip(("Wx", "Wh", "b", "wo"), grads, strict=True)) | {"h0": first, "steps": len(xs)}]


@correct(of="bptt")
def gradients_by_stacked_deltas(xs, ys, Wx, Wh, b, wo, h0):
    value, grads, hs, D = _bptt(xs, ys, Wx, Wh, b, wo, h0)
    grads["Wx"] = np.einsum("th,ti->hi", D, np.asarray(xs, float))
    grads["Wh"] = np.einsum("th,tk->hk", D, hs[:-1])
    return value, grads


@correct(of="state_jacobian")
def jacobian_by_products(xs, Wx, Wh, b, h0):
    return _jacobian(xs, Wx, Wh, b, h0)


@correct(of="state_jacobian")
def jacobian_from_the_output(xs, Wx, Wh, b, h0):
    Wh, J = np.asarray(Wh, float), np.eye(len(b))
    for h in _states(xs, Wx, Wh, b, h0)[:0:-1]:
        J = (J * (1 - h**2)) @ Wh
    return J


@correct(of="state_jacobian")
def jacobian_column_by_column(xs, Wx, Wh, b, h0):
    hs, Wh, columns = _states(xs, Wx, Wh, b, h0), np.asarray(Wh, float), []
    for v in np.eye(len(b)):
        for h in hs[1:]:
            v = (1 - h**2) * (Wh @ v)  # noqa: PLW2901 - the tangent moves along
        columns.append(v)
    return np.array(columns).T


# Mistakes: backpropagation through time


@mistake("How far back does the last error travel?", of="bptt")
def truncated(xs, ys, Wx, Wh, b, wo, h0):
    value, grads, _, D = _bptt(xs, ys, Wx, Wh, b, wo, h0, carry=lambda Wh, d: 0 * d)
    return value, grads | {"h0": np.asarray(Wh, float).T @ D[0] if len(D) else grads["h0"]}


@mistake("Which way does Wh carry a state, and which way an error?", of="bptt")
def Wh_not_transposed(xs, ys, Wx, Wh, b, wo, h0):
    return _bptt(xs, ys, Wx, Wh, b, wo, h0, carry=lambda Wh, d: Wh @ d)[:2]


@mistake("Which state did Wh multiply in step t?", of="bptt")
def state_after_the_step(xs, ys, Wx, Wh, b, wo, h0):
    value, grads, hs, D = _bptt(xs, ys, Wx, Wh, b, wo, h0)
    return value, grads | {"Wh": D.T @ hs[1:]}


@mistake("How often are Wx and Wh used? What happens to the gradient of each use?", of="bptt")
def overwrites(xs, ys, Wx, Wh, b, wo, h0):
    value, grads, hs, D = _bptt(xs, ys, Wx, Wh, b, wo, h0)
    return value, grads | {"Wx": D[:1].T @ np.asarray(xs, float)[:1], "Wh": D[:1].T @ hs[:1], "b": D[:1].sum(axis=0)}


@mistake("How often is b used?", of="bptt")
def hidden_bias_once(xs, ys, Wx, Wh, b, wo, h0):
    value, grads, _, D = _bptt(xs, ys, Wx, Wh, b, wo, h0)
    return value, grads | {"b": D[-1:].sum(axis=0)}


@mistake("Which outputs does L judge: the last one, or all?", of="bptt")
def last_error_alone(xs, ys, Wx, Wh, b, wo, h0):
    _, grads, hs, _ = _bptt(xs, ys, Wx, Wh, b, wo, h0, used=lambda e: np.where(np.arange(len(e)) == len(e) - 1, e, 0))
    e = (hs[1:] @ np.asarray(wo, float) - ys)[-1:]
    return e @ e / 2, grads | {"wo": e @ hs[1:][-1:]}


@mistake("Which state does step 1 start from?", of="bptt")
def start_at_zero(xs, ys, Wx, Wh, b, wo, h0):
    return _bptt(xs, ys, Wx, Wh, b, wo, 0 * np.asarray(h0, float))[:2]


@mistake("Is L a sum over the steps, or a mean?", of="bptt")
def mean_over_steps(xs, ys, Wx, Wh, b, wo, h0):
    value, grads, _, _ = _bptt(xs, ys, Wx, Wh, b, wo, h0)
    T = max(len(xs), 1)
    return value / T, {key: array / T for key, array in grads.items()}


@mistake("Is there a half in L?", of="bptt")
def loss_not_halved(xs, ys, Wx, Wh, b, wo, h0):
    value, grads, _, _ = _bptt(xs, ys, Wx, Wh, b, wo, h0)
    return 2 * value, grads


@mistake("What does a saturated unit pass on?", of="bptt")
def no_gate(xs, ys, Wx, Wh, b, wo, h0):
    return _bptt(xs, ys, Wx, Wh, b, wo, h0, gates=lambda hs, t: np.ones(hs.shape[1]))[:2]


@mistake("At which state is the slope of tanh taken in step t: the old one, or the new one?", of="bptt")
def bptt_gate_of_the_old_state(xs, ys, Wx, Wh, b, wo, h0):
    return _bptt(xs, ys, Wx, Wh, b, wo, h0, gates=lambda hs, t: 1 - hs[t] ** 2)[:2]


@mistake("How does h0 reach h1: directly, or through Wh?", of="bptt")
def first_delta_for_the_first_state(xs, ys, Wx, Wh, b, wo, h0):
    value, grads, _, D = _bptt(xs, ys, Wx, Wh, b, wo, h0)
    return value, grads | {"h0": D[0] if len(D) else grads["h0"]}


# Mistakes: the Jacobian of the state


@mistake("Which step acts first on h0? Where does it stand in the product?", of="state_jacobian")
def product_in_reading_order(xs, Wx, Wh, b, h0):
    return _jacobian(xs, Wx, Wh, b, h0, lambda J, Wh, old, new: J @ (np.diag(1 - new**2) @ Wh))


@mistake("Does the gate act on what goes into Wh, or on what comes out?", of="state_jacobian")
def gate_on_columns(xs, Wx, Wh, b, h0):
    return _jacobian(xs, Wx, Wh, b, h0, lambda J, Wh, old, new: Wh @ np.diag(1 - new**2) @ J)


@mistake("At which state is the slope of tanh taken in step t: the old one, or the new one?", of="state_jacobian")
def gate_of_the_old_state(xs, Wx, Wh, b, h0):
    return _jacobian(xs, Wx, Wh, b, h0, lambda J, Wh, old, new: np.diag(1 - old**2) @ Wh @ J)


@mistake("Are rows outputs?", of="state_jacobian")
def jacobian_transposed(xs, Wx, Wh, b, h0):
    return _jacobian(xs, Wx, Wh, b, h0).T


@mistake("Let one unit saturate: what should its row be?", of="state_jacobian")
def power_of_Wh(xs, Wx, Wh, b, h0):
    return np.linalg.matrix_power(np.asarray(Wh, float), len(xs))


@mistake("How many steps lie between h0 and the last state?", of="state_jacobian")
def last_step_alone(xs, Wx, Wh, b, h0):
    return _jacobian(xs, Wx, Wh, b, h0, lambda J, Wh, old, new: np.diag(1 - new**2) @ Wh)


@mistake("Which state does step 1 start from?", of="state_jacobian")
def jacobian_from_zero(xs, Wx, Wh, b, h0):
    return _jacobian(xs, Wx, Wh, b, 0 * np.asarray(h0, float))
