"""Right answers written differently, and the mistakes that students make, for each function."""

import numpy as np

from autograder import correct, mistake

# Right answers: the rate


@correct(of="energy_rate")
def rate_by_a_loop(g):
    total = 0.0
    for slope in g:
        total -= slope**2
    return total


@correct(of="energy_rate")
def rate_as_a_squared_norm(g):
    return -(np.linalg.norm(g) ** 2)


# Right answers: the flow


@correct(of="flow")
def flow_by_scaling_and_squaring(A, wstar, w0, t):
    halvings = max(0, int(np.ceil(np.log2(1 + np.linalg.norm(A) * t))) + 4)
    M = -np.asarray(A, dtype=float) * t / 2**halvings
    exponential = term = np.eye(len(M))
    for k in range(1, 12):
        term = term @ M / k
        exponential = exponential + term
    for _ in range(halvings):
        exponential = exponential @ exponential
    return wstar + exponential @ (w0 - wstar)


@correct(of="flow")
def flow_by_the_general_solver(A, wstar, w0, t):
    values, V = np.linalg.eig(A)
    return wstar + (V * np.exp(-t * values)) @ np.linalg.solve(V, w0 - wstar)


@correct(of="flow")
def flow_one_direction_after_the_other(A, wstar, w0, t):
    values, V = np.linalg.eigh(A)
    w = np.array(wstar, dtype=float)
    for value, v in zip(values, V.T, strict=True):
        w += np.exp(-value * t) * np.dot(v, w0 - wstar) * v
    return w


# Right answers: descent


@correct(of="descend")
def descent_into_an_array(grad, w0, lr, steps):
    history = np.zeros((steps + 1, len(w0)))
    history[0] = w0
    for k in range(steps):
        history[k + 1] = history[k] - lr * grad(history[k])
    return history


@correct(of="descend")
def descent_that_stacks_copies(grad, w0, lr, steps):
    w = w0.astype(float)
    history = [w.copy()]
    while len(history) <= steps:
        w -= lr * grad(w)
        history.append(w.copy())
    return np.vstack(history)


@correct(of="descend")
def descent_that_calls_itself(grad, w0, lr, steps):
    if steps == 0:
        return np.array([w0], dtype=float)
    before = descent_that_calls_itself(grad, w0, lr, steps - 1)
    return np.concatenate([before, [before[-1] - lr * grad(before[-1])]])


# Mistakes: the rate


@mistake("The flow runs downhill. Which sign does the change of the loss have?", of="energy_rate")
def loss_rises(g):
    return float(g @ g)


@mistake("If every slope doubles, the flow is twice as fast on ground twice as steep. How much faster does L fall?",
         of="energy_rate")  # fmt: skip
def rate_is_a_length(g):
    return -float(np.linalg.norm(g))


@mistake("Take L = w²/2 at w = 1: what is its slope, how fast does w move, and what does the product say?",
         of="energy_rate")  # fmt: skip
def rate_is_halved(g):
    return -0.5 * float(g @ g)


@mistake("With slopes 1 and -1, does the ball lie still?", of="energy_rate")
def slopes_cancel(g):
    return -float(np.sum(g) ** 2)


# Mistakes: the flow


@mistake("Take A = 0. Where is a ball on flat ground after a while? Is what you use the exponential of a matrix?",
         of="flow")  # fmt: skip
def exponential_entry_by_entry(A, wstar, w0, t):
    return wstar + np.exp(-A * t) @ (w0 - wstar)


@mistake("Does your ball come closer to w* as time goes on?", of="flow")
def flows_uphill(A, wstar, w0, t):
    values, V = np.linalg.eigh(A)
    return wstar + V @ (np.exp(values * t) * (V.T @ (w0 - wstar)))


@mistake("Around which point is the loss a bowl?", of="flow")
def takes_the_origin_for_the_bottom(A, wstar, w0, t):
    values, V = np.linalg.eigh(A)
    return V @ (np.exp(-values * t) * (V.T @ w0))


@mistake("At t = 0, are you at w0?", of="flow")
def stays_in_shifted_coordinates(A, wstar, w0, t):
    values, V = np.linalg.eigh(A)
    return V @ (np.exp(-values * t) * (V.T @ (w0 - wstar)))


@mistake("Time is continuous: what does your ball do in the middle of a step that is as long as t?", of="flow")
def flow_in_one_step(A, wstar, w0, t):
    return w0 - t * (A @ (w0 - wstar))


@mistake("Use twice as many steps: do the digits change? Those of a solution on paper would not.", of="flow")
def flow_in_a_hundred_steps(A, wstar, w0, t):
    w = np.array(w0, dtype=float)
    for _ in range(100):
        w = w - t / 100 * (A @ (w - wstar))
    return w


@mistake("Multiply A by the first column of V, then by its first row. Which one is only stretched?", of="flow")
def takes_rows_for_eigenvectors(A, wstar, w0, t):
    values, V = np.linalg.eigh(A)
    return wstar + V.T @ (np.exp(-values * t) * (V @ (w0 - wstar)))


@mistake("Where the ground falls away on both sides, does a ball roll up to the ridge?", of="flow")
def makes_every_eigenvalue_positive(A, wstar, w0, t):
    U, sizes, _ = np.linalg.svd(A)
    return wstar + U @ (np.exp(-sizes * t) * (U.T @ (w0 - wstar)))


@mistake("Ask for two different times. Where are you?", of="flow")
def flow_without_time(A, wstar, w0, t):
    values, V = np.linalg.eigh(A)
    return wstar + V @ (np.exp(-values) * (V.T @ (w0 - wstar)))


# Mistakes: descent


def walk(grad, w0, lr, steps):
    """Return the right history."""
    history = [np.asarray(w0, dtype=float)]
    for _ in range(steps):
        history.append(history[-1] - lr * grad(history[-1]))
    return np.array(history)


@mistake("Which point should row 0 of the history be?", of="descend")
def history_lacks_the_start(grad, w0, lr, steps):
    return walk(grad, w0, lr, steps)[1:]


@mistake("With one step, how many points are there: before it, and after it?", of="descend")
def history_lacks_the_end(grad, w0, lr, steps):
    return walk(grad, w0, lr, steps)[:-1]


@mistake("Print the loss along your history. Does it fall?", of="descend")
def climbs(grad, w0, lr, steps):
    return walk(grad, w0, -lr, steps)


@mistake("Print the rows of your history. How many different points are there, and how many arrays?", of="descend")
def history_of_one_array(grad, w0, lr, steps):
    w = np.array(w0, dtype=float)
    history = [w]
    for _ in range(steps):
        w -= lr * grad(w)
        history.append(w)
    return np.array(history)


@mistake("At which point does your second step ask for the slope?", of="descend")
def asks_for_one_gradient_only(grad, w0, lr, steps):
    w0 = np.asarray(w0, dtype=float)
    return w0 - lr * np.outer(np.arange(steps + 1), grad(w0))


@mistake("Is every step equally long, also close to the bottom? Which length does the formula give?", of="descend")
def steps_of_equal_length(grad, w0, lr, steps):
    return walk(lambda w: grad(w) / max(1e-12, np.linalg.norm(grad(w))), w0, lr, steps)


@mistake("If w0 is np.array([1, 2]), which numbers can np.zeros_like(w0) hold?", of="descend")
def walks_on_whole_numbers(grad, w0, lr, steps):
    history = np.zeros((steps + 1, len(w0)), dtype=w0.dtype)
    history[0] = w0
    for k in range(steps):
        history[k + 1] = history[k] - lr * grad(history[k])
    return history


@mistake("How many rows were asked for? And how many do you return from a point where the slope is zero?", of="descend")
def stops_where_it_is_flat(grad, w0, lr, steps):
    history = [np.asarray(w0, dtype=float)]
    for _ in range(steps):
        slope = grad(history[-1])
        if np.linalg.norm(slope) < 1e-10:
            break
        history.append(history[-1] - lr * slope)
    return np.array(history)


@mistake("You were told how long the steps are. Who decided that they become shorter?", of="descend")
def shrinks_the_learning_rate(grad, w0, lr, steps):
    history = [np.asarray(w0, dtype=float)]
    for k in range(steps):
        history.append(history[-1] - lr / (k + 1) * grad(history[-1]))
    return np.array(history)


@mistake("You were told how long the steps are. What would show you that they are too long?", of="descend")
def refuses_to_climb(grad, w0, lr, steps):
    history = [np.asarray(w0, dtype=float)]
    for _ in range(steps):
        step, slope = lr, grad(history[-1])
        while step > 1e-6 and np.linalg.norm(grad(history[-1] - step * slope)) > np.linalg.norm(slope) * (1 + 1e-9):
            step /= 2
        history.append(history[-1] - step * slope)
    return np.array(history)
