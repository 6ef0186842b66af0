"""Proves the reference: by complex steps and autograd through all steps, and by walks in which states are counted."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

CASES = [(6, 3), (7, 3), (5, 1), (5, 5), (4, 9), (1, 1), (6, 4), (12, 3)]


class Chain:
    def __init__(self, rng, d, n):
        self.W, self.calls, self.pulled = rng.normal(size=(n, d, d)) / d, [], []

    def pure(self, x, k):
        return x + anp.tanh(anp.dot(self.W[k], x))

    def step(self, x, k):
        self.calls.append(k)
        return self.pure(x, k)

    def vjp(self, x, k, u):
        self.pulled.append(k)
        return u + self.W[k].T @ ((1 - np.tanh(self.W[k] @ x) ** 2) * u)

    def loss(self, x):
        for k in range(len(self.W)):
            x = self.pure(x, k)
        return anp.sum(anp.sin(x))


@pytest.mark.parametrize(("n", "every"), CASES)
def test_gradient_by_two_oracles(reference, rng, n, every):
    """Autograd and complex steps agree, pulls come last step first, and steps are as many as the cost says."""
    chain, x0 = Chain(rng, 3, n), rng.normal(size=3)
    got = reference.checkpointed_grad(chain.step, chain.vjp, np.cos, x0, n, every)
    assert got == pytest.approx(autograd.grad(chain.loss)(x0), rel=1e-10, abs=1e-12)
    steps = [chain.loss(x0 + 1e-30j * step).imag / 1e-30 for step in np.eye(3)]
    assert got == pytest.approx(steps, rel=1e-10, abs=1e-12)
    assert chain.pulled == list(range(n))[::-1]
    assert len(chain.calls) == reference.checkpoint_cost(n, every)[1]


def walk(n, every):
    """Play the game with tokens, of which those at checkpoints stay; return the most held at once, and the steps."""
    held, most, steps = set(range(0, n, every)), 0, n
    for start in sorted(held)[::-1]:
        stretch = set(range(start, min(start + every, n)))
        steps += len(stretch) - 1
        most = max(most, len(held | stretch))
    return most, steps


@pytest.mark.parametrize("n", [1, 2, 5, 12, 37, 60])
def test_cost_by_playing_it(reference, n):
    """Counted in a walk with tokens, states and steps are those of the formulas; the best is the first of several."""
    played = {every: walk(n, every) for every in range(1, n + 5)}
    for every, cost in played.items():
        assert reference.checkpoint_cost(n, every) == cost
    fewest = min(states for states, _ in played.values())
    assert reference.best_spacing(n) == next(every for every in sorted(played) if played[every][0] == fewest)


def test_numbers_of_the_statement(reference):
    """The table for 12 steps, and the best spacings for 100 and 1000."""
    table = [reference.checkpoint_cost(12, every) for every in (1, 2, 3, 4, 6, 12)]
    assert table == [(12, 12), (7, 18), (6, 20), (6, 21), (7, 22), (12, 23)]
    assert [reference.best_spacing(n) for n in (12, 100, 1000)] == [3, 10, 28]
    assert reference.checkpoint_cost(100, 10) == (19, 190)
    assert reference.checkpoint_cost(1000, 28)[0] == 63
