"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _floats(*arrays):
    return [np.array(array, dtype=float) for array in arrays]


def _path(W, u0, T, n, slope=None):
    W, u0 = _floats(W, u0)
    path = np.empty((n + 1, len(u0)))
    path[0] = u0
    for k in range(n):
        path[k + 1] = path[k] + T / n * (np.tanh(W @ path[k]) if slope is None else slope(W, path[k]))
    return path


def _gates(W, u):
    return 1 - np.tanh(W @ u) ** 2


def _sweep(W, u0, v, T, n, step=None, gates=_gates, last=None, shift=0, order=-1):
    """Return G and a of the steps; ``step(G, a, s, u, W)`` changes them, by default as it is right."""
    path = _path(W, u0, T, n)
    W, a = _floats(W, v)
    G = np.zeros_like(W)
    for k in list(range(n))[::order][:last]:
        u = path[k + shift]
        s = T / n * gates(W, u) * a
        G, a = (G + np.outer(s, u), a + W.T @ s) if step is None else step(G, a, s, u, W)
    return G, a


def _flow(W, u0, v, T, n, step=None, start=None):
    """Return G and a of the equation; ``step(G, a, u, s, W, h)`` returns the next G, a and u."""
    u = _path(W, u0, T, n)[-1] if start is None else start
    W, a, h = *_floats(W, v), T / n
    G = np.zeros_like(W)
    for _ in range(n):
        s = _gates(W, u) * a
        G, a, u = (_forth if step is None else step)(G, a, u, s, W, h)
    return G, a


def _forth(G, a, u, s, W, h):
    return G + h * np.outer(s, u), a + h * W.T @ s, u - h * np.tanh(W @ u)


# Right answers


@correct(of="euler")
def path_row_by_row(W, u0, T, n):
    return _path(W, u0, T, n)


@correct(of="euler")
def path_by_a_list(W, u0, T, n):
    u, h = np.array(u0, float), T / n
    path = [u.copy()]
    for _ in range(n):
        u = u + np.tanh(np.einsum("ij,j->i", W, u)) * h
        path.append(u)
    return np.vstack(path)


@correct(of="discrete_adjoint")
def discrete_by_tangents(W, u0, v, T, n):
    W, u, v = _floats(W, u0, v)
    d, h = len(u), T / n
    by_u, by_W = np.eye(d), np.zeros((d, d, d))
    for _ in range(n):
        gates = h * _gates(W, u)
        moved = np.einsum("ij,jkl->ikl", W, by_W)
        moved[np.arange(d), np.arange(d)] += u
        by_W = by_W + gates[:, None, None] * moved
        by_u = by_u + gates[:, None] * (W @ by_u)
        u = u + h * np.tanh(W @ u)
    return np.einsum("i,ikl->kl", v, by_W), v @ by_u


@correct(of="discrete_adjoint")
def discrete_with_the_path(W, u0, v, T, n):
    path = euler(W, u0, T, n)  # noqa: F821 - the submission's own
    W, a = _floats(W, v)
    rows = []
    for u in path[:-1][::-1]:
        rows.append(T / n * (1 / np.cosh(W @ u) ** 2) * a if np.abs(W @ u).max() < 300 else T / n * _gates(W, u) * a)
        a = a + rows[-1] @ W
    return [np.array(rows[::-1]).T @ path[:-1], a]


@correct(of="continuous_adjoint")
def continuous_as_one_vector(W, u0, v, T, n):
    u = _path(W, u0, T, n)[-1]
    W, v = _floats(W, v)
    d = len(u)
    y = np.concatenate([u, v, np.zeros(d * d)])
    for _ in range(n):
        s = _gates(W, y[:d]) * y[d : 2 * d]
        y = y + T / n * np.concatenate([-np.tanh(W @ y[:d]), W.T @ s, np.outer(s, y[:d]).ravel()])
    return y[2 * d :].reshape(d, d), y[d : 2 * d]


@correct(of="continuous_adjoint")
def continuous_with_the_path(W, u0, v, T, n):
    return list(_flow(W, u0, v, T, n, start=euler(W, u0, T, n)[-1]))  # noqa: F821 - the submission's own


# Mistakes: the path


@mistake("How many points has a path of n steps?", of="euler")
def path_without_start(W, u0, T, n):
    return _path(W, u0, T, n)[1:]


@mistake("How long is a step, if n of them take the time T?", of="euler")
def one_step_too_many(W, u0, T, n):
    return _path(W, u0, T * n / (n + 1), n)


@mistake("Is T the time of one step, or of all?", of="euler")
def steps_of_length_T(W, u0, T, n):
    return _path(W, u0, T * n, n)


@mistake("What is inside the tanh, and what outside?", of="euler")
def weights_outside(W, u0, T, n):
    return _path(W, u0, T, n, lambda W, u: W @ np.tanh(u))


@mistake("Does row i of W, or column i, move entry i?", of="euler")
def weights_transposed(W, u0, T, n):
    return _path(np.transpose(W), u0, T, n)


@mistake("If T is very small, how far is the last state from the first? And yours?", of="euler")
def nothing_added(W, u0, T, n):
    W, u0 = _floats(W, u0)
    path = [u0]
    for _ in range(n):
        path.append(T / n * np.tanh(W @ path[-1]))
    return np.array(path)


@mistake("What is the dtype of your path where u0 holds whole numbers?", of="euler")
def path_in_the_dtype_of_the_start(W, u0, T, n):
    path = np.zeros((n + 1, len(u0)), dtype=np.asarray(u0).dtype)
    path[0] = u0
    for k in range(n):
        path[k + 1] = path[k] + T / n * np.tanh(np.asarray(W, float) @ path[k])
    return path.astype(float)


@mistake("At which point is the slope of a step taken: where it begins, or where the path began?", of="euler")
def slope_of_the_start(W, u0, T, n):
    W, u0 = _floats(W, u0)
    return u0 + T * np.linspace(0, 1, n + 1)[:, None] * np.tanh(W @ u0)


# Mistakes: the gradient of the steps


@mistake("At which state is the slope of step k taken: before it, or after?", of="discrete_adjoint")
def states_after_the_steps(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n, shift=1)


@mistake("Which step is the first on the way back?", of="discrete_adjoint")
def swept_forwards(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n, order=1)


@mistake("Backwards, is it W or its transpose that passes the adjoint on?", of="discrete_adjoint")
def adjoint_not_transposed(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n, lambda G, a, s, u, W: (G + np.outer(s, u), a + W @ s))


@mistake("What becomes of an adjoint that passes a tanh?", of="discrete_adjoint")
def tanh_without_slope(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n, gates=lambda W, u: np.ones(len(u)))


@mistake("Halve T: should the gradient by W change?", of="discrete_adjoint")
def length_of_the_step_lost(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n, lambda G, a, s, u, W: (G + np.outer(s, u) / (T / n), a + W.T @ s))


@mistake("Through which path does the adjoint pass, beside the one through tanh?", of="discrete_adjoint")
def straight_path_forgotten(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n, lambda G, a, s, u, W: (G + np.outer(s, u), W.T @ s))


@mistake("Whose adjoint belongs to step k: that of its input, or of its output?", of="discrete_adjoint")
def adjoint_too_early(W, u0, v, T, n):
    def step(G, a, s, u, W):
        after = a + W.T @ s
        return G + np.outer(T / n * _gates(W, u) * after, u), after

    return _sweep(W, u0, v, T, n, step)


@mistake("W₁₂ multiplies u₂ in line 1: which index has the u?", of="discrete_adjoint")
def product_turned(W, u0, v, T, n):
    G, a = _sweep(W, u0, v, T, n)
    return G.T, a


@mistake("In how many steps is W used?", of="discrete_adjoint")
def last_step_alone(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n, lambda G, a, s, u, W: (np.outer(s, u), a + W.T @ s))


@mistake("Does your way back reach step 0?", of="discrete_adjoint")
def first_step_lost(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n, last=n - 1)


@mistake("Move a weight a little and run euler again: which gradient agrees, that of the steps or of the equation?",
         of="discrete_adjoint")  # fmt: skip
def equation_for_the_steps(W, u0, v, T, n):
    return _flow(W, u0, v, T, n)


# Mistakes: the gradient of the equation


@mistake("From which state alone do your steps back begin? Is a path kept?", of="continuous_adjoint")
def steps_for_the_equation(W, u0, v, T, n):
    return _sweep(W, u0, v, T, n)


@mistake("Which u and a stand on the right: those before the step, or after?", of="continuous_adjoint")
def state_moved_first(W, u0, v, T, n):
    def step(G, a, u, s, W, h):
        u = u - h * np.tanh(W @ u)
        s = _gates(W, u) * a
        return G + h * np.outer(s, u), a + h * W.T @ s, u

    return _flow(W, u0, v, T, n, step)


@mistake("Which a stands in the integral for W: that before the step, or after it?", of="continuous_adjoint")
def adjoint_moved_first(W, u0, v, T, n):
    def step(G, a, u, s, W, h):
        a = a + h * W.T @ s
        return G + h * np.outer(_gates(W, u) * a, u), a, u - h * np.tanh(W @ u)

    return _flow(W, u0, v, T, n, step)


@mistake("Backwards in time: which sign has the step of u?", of="continuous_adjoint")
def state_runs_on(W, u0, v, T, n):
    return _flow(W, u0, v, T, n, lambda G, a, u, s, W, h: (*_forth(G, a, u, s, W, h)[:2], u + h * np.tanh(W @ u)))


@mistake("a′ has a minus, and time runs backwards: what is left of the two signs?", of="continuous_adjoint")
def adjoint_the_other_way(W, u0, v, T, n):
    def step(G, a, u, s, W, h):
        return G + h * np.outer(s, u), a - h * W.T @ s, u - h * np.tanh(W @ u)

    return _flow(W, u0, v, T, n, step)


@mistake("At which time does the way back begin, and which state belongs to it?", of="continuous_adjoint")
def begins_at_the_start(W, u0, v, T, n):
    return _flow(W, u0, v, T, n, start=np.array(u0, dtype=float))


@mistake("Backwards, is it W or its transpose that passes the adjoint on?", of="continuous_adjoint")
def continuous_not_transposed(W, u0, v, T, n):
    def step(G, a, u, s, W, h):
        return G + h * np.outer(s, u), a + h * W @ s, u - h * np.tanh(W @ u)

    return _flow(W, u0, v, T, n, step)


@mistake("Halve T: should the gradient by W change?", of="continuous_adjoint")
def integral_without_its_step(W, u0, v, T, n):
    G, a = _flow(W, u0, v, T, n)
    return G / (T / n), a
