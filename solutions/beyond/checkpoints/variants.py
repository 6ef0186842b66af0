"""Right answers written differently, and the mistakes that students make, for each function."""

import math

import numpy as np

from autograder import correct, mistake


def _checkpoints(step, x0, n, every):
    """Return the kept states by their numbers, and the last state."""
    x, kept = np.array(x0, dtype=float), {}
    for k in range(n):
        if k % every == 0:
            kept[k] = x
        x = step(x, k)
    return kept, x


def _states(step, x, start, end):
    states = [x]
    for k in range(start, end - 1):
        states.append(step(states[-1], k))
    return states


def _gradient(step, step_vjp, loss_grad, x0, n, every, pull=None, starts=None, judged=None):
    """Return the gradient; ``pull(states, start, k, u)`` is one step back, by default a right one."""
    kept, x = _checkpoints(step, x0, n, every)
    u = loss_grad(x if judged is None else judged)
    for start in sorted(kept)[::-1] if starts is None else starts:
        states = _states(step, kept[start], start, min(start + every, n))
        for k in reversed(range(len(states))):
            u = step_vjp(states[k], start + k, u) if pull is None else pull(states, start, k, u)
    return np.array(u, dtype=float)


# Right answers


@correct(of="checkpointed_grad")
def gradient_with_a_dict(step, step_vjp, loss_grad, x0, n, every):
    return _gradient(step, step_vjp, loss_grad, x0, n, every)


@correct(of="checkpointed_grad")
def gradient_with_the_ends(step, step_vjp, loss_grad, x0, n, every):
    kept, x = _checkpoints(step, x0, n, every)
    u = loss_grad(x)
    for start in sorted(kept, reverse=True):
        end = min(start + every, n)
        states = _states(step, kept[start], start, end + 1)
        for k in range(end - 1, start - 1, -1):
            u = step_vjp(states[k - start], k, u)
    return 1.0 * u


@correct(of="checkpointed_grad")
def gradient_that_keeps_the_last_stretch(step, step_vjp, loss_grad, x0, n, every):
    x, kept, last = np.array(x0, dtype=float), {}, (n - 1) // every * every
    for k in range(n):
        if k % every == 0 or k > last:
            kept[k] = x
        x = step(x, k)
    u = loss_grad(x)
    for k in range(n - 1, -1, -1):
        if k not in kept:
            start = k // every * every
            kept |= dict(enumerate(_states(step, kept[start], start, k + 1), start))
        u = step_vjp(kept.pop(k), k, u)
    return np.asarray(u, float)


@correct(of="checkpointed_grad")
def gradient_by_recursion(step, step_vjp, loss_grad, x0, n, every):
    def back(x, start):
        if start >= n:
            return loss_grad(x)
        end, later = min(start + every, n), x
        for k in range(start, end):
            later = step(later, k)
        u = back(later, end)
        for k, state in reversed(list(enumerate(_states(step, x, start, end), start))):
            u = step_vjp(state, k, u)
        return u

    return np.asarray(back(np.asarray(x0, float), 0), float)


@correct(of="checkpoint_cost")
def cost_by_rounding_up(n, every):
    checkpoints = math.ceil(n / every)
    return [min(every, n) + checkpoints - 1, n + (n - checkpoints)]


@correct(of="checkpoint_cost")
def cost_by_counting(n, every):
    stretches = [min(every, n - start) for start in range(0, n, every)]
    return len(stretches) + max(stretches) - 1, n + sum(m - 1 for m in stretches)


@correct(of="best_spacing")
def spacing_by_search(n):
    best, fewest = 1, n
    for every in range(1, n + 1):
        states = (n + every - 1) // every + every - 1
        if states < fewest:
            best, fewest = every, states
    return best


@correct(of="best_spacing")
def spacing_with_the_cost(n):
    costs = [checkpoint_cost(n, every)[0] for every in range(1, n + 1)]  # noqa: F821 - the submission's own
    return int(np.argmin(costs)) + 1


# Mistakes: the gradient


@mistake("How many states do you hold when the way back begins?", of="checkpointed_grad")
def keeps_everything(step, step_vjp, loss_grad, x0, n, every):
    states = _states(step, np.array(x0, dtype=float), 0, n + 1)
    u = loss_grad(states[-1])
    for k in range(n - 1, -1, -1):
        u = step_vjp(states[k], k, u)
    return np.array(u, dtype=float)


@mistake("How often do you call step for n = 12? Is a checkpoint ever used?", of="checkpointed_grad")
def from_the_start_each_time(step, step_vjp, loss_grad, x0, n, every):
    x0 = np.array(x0, dtype=float)
    u = loss_grad(_states(step, x0, 0, n + 1)[-1])
    for k in range(n - 1, -1, -1):
        u = step_vjp(_states(step, x0, 0, k + 1)[-1], k, u)
    return np.array(u, dtype=float)


@mistake("How often do you call step for n = 12? Once you have a stretch, how many pulls is it good for?",
         of="checkpointed_grad")  # fmt: skip
def stretch_anew_for_each_pull(step, step_vjp, loss_grad, x0, n, every):
    kept, x = _checkpoints(step, x0, n, every)
    u = loss_grad(x)
    for k in range(n - 1, -1, -1):
        start = k // every * every
        u = step_vjp(_states(step, kept[start], start, k + 1)[-1], k, u)
    return np.array(u, dtype=float)


@mistake("What if every does not divide n?", of="checkpointed_grad")
def last_stretch_lost(step, step_vjp, loss_grad, x0, n, every):
    starts = [start for start in range(0, n, every) if start + every <= n][::-1]
    return _gradient(step, step_vjp, loss_grad, x0, n, every, starts=starts)


@mistake("At which state is the Jacobian of step k taken: what went in, or what came out?", of="checkpointed_grad")
def jacobian_at_the_output(step, step_vjp, loss_grad, x0, n, every):
    def pull(states, start, k, u):
        return step_vjp(step(states[k], start + k), start + k, u)

    return _gradient(step, step_vjp, loss_grad, x0, n, every, pull)


@mistake("Which number has the last step: n, or another one?", of="checkpointed_grad")
def number_of_the_step_before(step, step_vjp, loss_grad, x0, n, every):
    return _gradient(step, lambda x, k, u: step_vjp(x, k + 1, u), loss_grad, x0, n, every)


@mistake("Which number has the first step of the second stretch?", of="checkpointed_grad")
def numbers_begin_anew(step, step_vjp, loss_grad, x0, n, every):
    return _gradient(step, step_vjp, loss_grad, x0, n, every, lambda states, start, k, u: step_vjp(states[k], k, u))


@mistake("In which order does the way back pass through a stretch?", of="checkpointed_grad")
def stretch_pulled_forwards(step, step_vjp, loss_grad, x0, n, every):
    def pull(states, start, k, u):
        k = len(states) - 1 - k
        return step_vjp(states[k], start + k, u)

    return _gradient(step, step_vjp, loss_grad, x0, n, every, pull)


@mistake("In which order does the way back pass through the stretches?", of="checkpointed_grad")
def stretches_in_order(step, step_vjp, loss_grad, x0, n, every):
    return _gradient(step, step_vjp, loss_grad, x0, n, every, starts=range(0, n, every))


@mistake("Of which state is the loss?", of="checkpointed_grad")
def loss_of_the_start(step, step_vjp, loss_grad, x0, n, every):
    return _gradient(step, step_vjp, loss_grad, x0, n, every, judged=np.array(x0, dtype=float))


@mistake("From which state does a stretch begin?", of="checkpointed_grad")
def stretch_from_the_start(step, step_vjp, loss_grad, x0, n, every):
    def pull(states, start, k, u):
        return step_vjp(_states(step, np.array(x0, dtype=float), start, start + k + 1)[-1], start + k, u)

    return _gradient(step, step_vjp, loss_grad, x0, n, every, pull)


# Mistakes: the costs


@mistake("How many checkpoints has n = 7 with every = 3?", of="checkpoint_cost")
def rounds_down(n, every):
    return n // every + min(every, n) - 1, 2 * n - n // every


@mistake("Is the first state of a stretch computed again?", of="checkpoint_cost")
def twice_all_steps(n, every):
    return -(-n // every) + min(every, n) - 1, 2 * n


@mistake("What is held beside the checkpoints while a stretch is pulled through?", of="checkpoint_cost")
def checkpoints_alone(n, every):
    return -(-n // every), 2 * n - -(-n // every)


@mistake("Is the checkpoint of a stretch one of its states? Do you count it twice?", of="checkpoint_cost")
def checkpoint_counted_twice(n, every):
    return -(-n // every) + min(every, n), 2 * n - -(-n // every)


@mistake("How long is a stretch if every is larger than n?", of="checkpoint_cost")
def stretch_longer_than_all(n, every):
    return -(-n // every) + every - 1, 2 * n - -(-n // every)


@mistake("Try n = 1000: is the best spacing what you say?", of="best_spacing")
def rounded_root(n):
    return max(1, round(math.sqrt(n)))


@mistake("Of several spacings with as few states, which one is asked for?", of="best_spacing")
def largest_of_several(n):
    return min(range(n, 0, -1), key=lambda every: -(-n // every) + every - 1)


@mistake("Fewest of what: states, or steps?", of="best_spacing")
def fewest_steps(n):
    return min(range(1, n + 1), key=lambda every: 2 * n - -(-n // every))


@mistake("How many states, or which spacing?", of="best_spacing")
def states_of_the_best(n):
    return min(-(-n // every) + every - 1 for every in range(1, n + 1))
