"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake


def _floats(*arrays):
    return [np.asarray(array, float) for array in arrays]


def _hidden(s, W1, b1):
    s, W1, b1 = _floats(s, W1, b1)
    return np.tanh(s @ W1 + b1)


def _grad(s, W1, b1, w2):
    h = _hidden(s, W1, b1)
    return np.asarray(W1, float) @ ((1 - h) * (1 + h) * np.asarray(w2, float))


def _parts(g, groups, sd):
    g = np.asarray(g, float) * (1.0 if sd is None else np.asarray(sd, float))
    return {name: g[list(indices)] if len(indices) else np.zeros(0) for name, indices in groups.items()}


def _integrate(s, s0, weights, places):
    s, s0 = _floats(s, s0)
    return (s - s0) * sum(_grad(s0 + t * (s - s0), *weights) for t in places) / len(places)


# Right answers


@correct(of="input_grad")
def gradient_unit_by_unit(s, W1, b1, w2):
    s, W1, b1, w2 = _floats(s, W1, b1, w2)
    g = np.zeros(len(s))
    for j in range(len(w2)):
        g += w2[j] * (1 - np.tanh(s @ W1[:, j] + b1[j]) ** 2) * W1[:, j]
    return g


@correct(of="input_grad")
def gradient_by_einsum(s, W1, b1, w2):
    h = _hidden(s, W1, b1)
    return np.einsum("dh,h,h->d", *_floats(W1, w2), 1 - h * h)


@correct(of="group_norms")
def norms_by_loops(g, groups, sd=None):
    norms = {}
    for name, indices in groups.items():
        total = 0.0
        for i in indices:
            total += (float(g[i]) * (1 if sd is None else float(sd[i]))) ** 2
        norms[name] = total**0.5
    return norms


@correct(of="group_norms")
def norms_by_dot_products(g, groups, sd=None):
    return {name: np.sqrt(part @ part) for name, part in _parts(g, groups, sd).items()}


@correct(of="integrated_gradients")
def integrated_with_the_gradient(s, s0, W1, b1, w2, steps):
    s, s0 = _floats(s, s0)
    total = np.zeros(len(s))
    for k in range(steps):
        total += input_grad(s0 + (k + 0.5) / steps * (s - s0), W1, b1, w2)  # noqa: F821 - the submission's own
    return (s - s0) * total / steps


@correct(of="integrated_gradients")
def integrated_gates(s, s0, W1, b1, w2, steps):
    s, s0, W1, b1, w2 = _floats(s, s0, W1, b1, w2)
    t = (np.arange(steps)[:, None] + 0.5) / steps
    h = np.tanh((s0 + t * (s - s0)) @ W1 + b1)
    return (s - s0) * (W1 @ ((1 - h**2).mean(axis=0) * w2))


# Mistakes: the gradient


@mistake("What should a saturated unit pass on?", of="input_grad")
def no_gate(s, W1, b1, w2):
    return np.asarray(W1, float) @ np.asarray(w2, float)


@mistake("Whose derivative is h(1 − h)?", of="input_grad")
def sigmoid_gate(s, W1, b1, w2):
    h = _hidden(s, W1, b1)
    return np.asarray(W1, float) @ (h * (1 - h) * np.asarray(w2, float))


@mistake("Where is the gate opened: at s W1, or at s W1 + b1?", of="input_grad")
def gate_without_bias(s, W1, b1, w2):
    return _grad(s, W1, 0 * np.asarray(b1, float), w2)


@mistake("Is h what goes into tanh, or what comes out?", of="input_grad")
def tanh_of_tanh(s, W1, b1, w2):
    h = np.tanh(_hidden(s, W1, b1))
    return np.asarray(W1, float) @ ((1 - h**2) * np.asarray(w2, float))


@mistake("Which variable moves: the weights, or the inputs?", of="input_grad")
def by_the_weights(s, W1, b1, w2):
    h = _hidden(s, W1, b1)
    return np.asarray(s, float) * np.sum((1 - h**2) * np.asarray(w2, float))


@mistake("What is the slope at s = 0? Is yours 0?", of="input_grad")
def gradient_times_input(s, W1, b1, w2):
    return _grad(s, W1, b1, w2) * np.asarray(s, float)


@mistake("By which number is each hidden unit multiplied on its way to the output?", of="input_grad")
def output_weights_forgotten(s, W1, b1, w2):
    return _grad(s, W1, b1, np.ones(np.shape(w2)))


# Mistakes: the norms


@mistake("What is the norm of (3, 4)?", of="group_norms")
def sums_of_sizes(g, groups, sd=None):
    return {name: np.abs(part).sum() for name, part in _parts(g, groups, sd).items()}


@mistake("What is the norm of (3, 4): 25?", of="group_norms")
def norms_squared(g, groups, sd=None):
    return {name: part @ part for name, part in _parts(g, groups, sd).items()}


@mistake("What is the norm of (3, 4)? Does the number of inputs stand in the formula?", of="group_norms")
def divided_by_size(g, groups, sd=None):
    return {name: np.sqrt(part @ part / max(part.size, 1)) for name, part in _parts(g, groups, sd).items()}


@mistake("What is the norm of (3, −3)?", of="group_norms")
def signed_sum(g, groups, sd=None):
    return {name: part.sum() for name, part in _parts(g, groups, sd).items()}


@mistake("What is the largest entry of (3, 4), and what is its norm?", of="group_norms")
def largest_alone(g, groups, sd=None):
    return {name: np.abs(part).max(initial=0.0) for name, part in _parts(g, groups, sd).items()}


@mistake("One standard deviation is how many units?", of="group_norms")
def divides_by_sd(g, groups, sd=None):
    with np.errstate(all="ignore"):
        spread = None if sd is None else 1 / np.asarray(sd, float)
        return {name: np.sqrt(part @ part) for name, part in _parts(g, groups, spread).items()}


@mistake("What should change when sd is given?", of="group_norms")
def sd_ignored(g, groups, sd=None):
    return {name: np.sqrt(part @ part) for name, part in _parts(g, groups, None).items()}


# Mistakes: integrated gradients


@mistake("Where in each piece of the path is the gradient taken?", of="integrated_gradients")
def left_ends(s, s0, W1, b1, w2, steps):
    return _integrate(s, s0, (W1, b1, w2), np.arange(steps) / steps)


@mistake("Where in each piece of the path is the gradient taken: in its middle, or at its far end?",
         of="integrated_gradients")  # fmt: skip
def right_ends(s, s0, W1, b1, w2, steps):
    return _integrate(s, s0, (W1, b1, w2), (np.arange(steps) + 1) / steps)


@mistake("What comes back for s = s0?", of="integrated_gradients")
def from_zero(s, s0, W1, b1, w2, steps):
    return _integrate(s, 0 * np.asarray(s0, float), (W1, b1, w2), (np.arange(steps) + 0.5) / steps)


@mistake("Do your shares add up to the change of ŷ?", of="integrated_gradients")
def path_forgotten(s, s0, W1, b1, w2, steps):
    s, s0 = _floats(s, s0)
    return sum(_grad(s0 + (k + 0.5) / steps * (s - s0), W1, b1, w2) for k in range(steps)) / steps


@mistake("What do your shares add up to where the end is saturated?", of="integrated_gradients")
def at_the_end_alone(s, s0, W1, b1, w2, steps):
    return _integrate(s, s0, (W1, b1, w2), [1.0])


@mistake("Call your function with 10 steps and with 20: should the shares double?", of="integrated_gradients")
def summed_not_averaged(s, s0, W1, b1, w2, steps):
    return steps * _integrate(s, s0, (W1, b1, w2), (np.arange(steps) + 0.5) / steps)


@mistake("Which way does the path lead: to s, or to s0?", of="integrated_gradients")
def path_backwards(s, s0, W1, b1, w2, steps):
    return -_integrate(s, s0, (W1, b1, w2), (np.arange(steps) + 0.5) / steps)
