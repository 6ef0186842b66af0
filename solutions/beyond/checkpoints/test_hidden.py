"""Hidden tests: 7 points for the gradient and what it computes again, 3 for its costs."""

import numpy as np

from autograder import agree, agree_on, draw, in_single, points


class Chain:
    """As many steps as there are rows of weights, their VJP, and a loss; it counts its steps."""

    def __init__(self, rng, d, n):
        self.A, self.b, self.B = 0.5 * draw(rng, d, d), draw(rng, n, d), draw(rng, d)
        self.steps = 0

    def step(self, x, k):
        self.steps += 1
        return x + np.tanh(self.A @ x * np.cos(k) + self.b[k])  # of other steps there is no row

    def vjp(self, x, k, u):
        gates = 1 - np.tanh(self.A @ x * np.cos(k) + self.b[k % len(self.b)]) ** 2
        return u + self.A.T @ (gates * u) * np.cos(k)

    def loss_grad(self, x):
        return self.B + 0.5 * x**2

    def functions(self):
        """Return the three functions that are handed over."""
        return self.step, self.vjp, self.loss_grad


@points(3)
def test_gradient(submission, reference, rng):
    """It is right where stretches divide the steps and where not, for one stretch, stretches of one, and one step."""
    sizes = (3, 3, 2), (2, 2, 1), (3, 2, 9), (1, 1, 1), (2, 4, 2)
    cases = [(*Chain(rng, d, n).functions(), draw(rng, d), n, every) for d, n, every in sizes]
    agree_on(submission.checkpointed_grad, reference.checkpointed_grad, cases)


@points(3)
def test_steps_are_computed_again(submission, reference, rng):
    """It calls step as often as few states need: more than once a step, and not from the start each time."""
    n, every, x0 = 6, 4, draw(rng, 2)
    chain = Chain(rng, 2, n)
    right = reference.checkpointed_grad(*chain.functions(), x0, n, every)
    chain.steps = 0
    agree(submission.checkpointed_grad(*chain.functions(), x0, n, every), right)
    steps, fewest = chain.steps, 2 * n - -(-n // every) - (every - 1)
    called = f"checkpointed_grad called step {steps} times for n = {n} and every = {every}"
    assert fewest <= steps <= 2 * n, f"{called}; expected {fewest} to {2 * n} calls."


def scaled(a, b, c):
    """Return a step, its VJP and a loss that only stretch, by a, b and c."""
    return lambda x, k: (a + 0.1 * k) * x, lambda x, k, u: b * u, lambda x: c * np.asarray(x)


def whole_functions():
    """Return functions that answer with whole numbers."""
    return (lambda x, k: np.rint(2 * np.asarray(x)).astype(int) + k, lambda x, k, u: (2 * np.asarray(u)).astype(int),
            lambda x: np.array([1, 0, -2]))  # fmt: skip


def negative_functions():
    """Return functions that answer with negative numbers."""
    return (lambda x, k: -np.abs(x) - 0.5, lambda x, k, u: np.asarray(x) * np.abs(u) - 1.0, lambda x: -np.abs(x))


@points(1)
def test_gradient_of_other_arrays(submission, reference, rng):
    """It is right for whole numbers, slices, zeros, tiny and huge numbers, long vectors and stretches, and float32."""
    x, usual = draw(rng, 3), Chain(rng, 3, 2).functions()
    cases = [
        (usual, np.array([2, 0, -1])[::-1], 2, 2000),
        (usual, np.array([-2.0, 1.0, 1.0]), 1, 1),
        (usual, np.full(6, 1.5)[::2], 1, 60),
        (whole_functions(), np.array([1.0, 0.0, 3.0]), 2, 2),
        (negative_functions(), np.sort(-np.abs(x)), 1, 2),
        (scaled(0.5, 0.5, 0.5), np.zeros(3), 1, 2),
        (scaled(0.5, 3e8, 7e-9), 5e-7 * np.abs(x), 1, 2),
        (scaled(2.0, 3.0, 2.5), 3e6 * draw(rng, 53), 1, 2),
        (usual, *in_single([x]), 1, 2),
    ]
    arguments = [(*functions, *others) for functions, *others in cases]
    agree_on(submission.checkpointed_grad, reference.checkpointed_grad, arguments, relative=True)


@points(2)
def test_cost(submission, reference, rng):
    """States and steps are right where stretches divide the steps and where not, and for stretches that are longer."""
    pairs = [(12, 5), (12, 4), (7, 7), (5, 9), (1, 1), (1, 4), (100, 1), (1000, 28), (2000, 1500), (60, 70)]
    pairs += [(int(n), int(every)) for n, every in rng.integers(8, 400, size=(3, 2))]
    agree_on(submission.checkpoint_cost, reference.checkpoint_cost, pairs)


@points(1)
def test_best_spacing(submission, reference, rng):
    """It has the fewest states, and is the smallest that has, near the root and not the root itself."""
    drawn = 1025 + rng.integers(2), rng.integers(30, 90), rng.integers(200, 900)
    cases = [(n,) for n in (100, 10, *rng.permutation([1, 2, 37, *drawn]).tolist())]  # both tell mistakes apart
    helped = submission.replacing(checkpoint_cost=reference.checkpoint_cost)
    agree_on(submission.best_spacing, reference.best_spacing, cases, helped=helped)
