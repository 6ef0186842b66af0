"""Proves the reference: by automatic differentiation of chains, and by counting multiplications while they happen."""

from itertools import pairwise

import autograd
import autograd.numpy as anp
import numpy as np
import pytest


class Counted(float):
    """A number that counts how often two of its kind are multiplied."""

    count = 0

    def __mul__(self, other):
        Counted.count += 1
        return Counted(float(self) * float(other))


def product(left, right):
    """Return the matrix product of two lists of rows, entry by entry."""
    return [[Counted(sum(a * row[j] for a, row in zip(line, right, strict=True))) for j in range(len(right[0]))]
            for line in left]  # fmt: skip


def counted(sizes, mode):
    """Return the number of multiplications that happen where a chain of these sizes is multiplied out."""
    Js = [[[Counted(1)] * n for _ in range(m)] for n, m in pairwise(sizes)]
    Counted.count = 0
    if mode == "forward":
        carried, rest = Js[0], Js[1:]
        for J in rest:
            carried = product(J, carried)
    else:
        carried, rest = Js[-1], Js[-2::-1]
        for J in rest:
            carried = product(carried, J)
    return Counted.count


def layers(rng, sizes):
    """Return functions R^n -> R^m, none of them linear, for neighbouring sizes."""
    matrices = [rng.normal(size=(m, n)) for n, m in pairwise(sizes)]
    return [lambda x, A=A: anp.tanh(anp.dot(A, x)) + 0.1 * anp.dot(A, x) ** 2 for A in matrices]


@pytest.mark.parametrize("sizes", [(3, 3, 3, 3), (2, 5, 3, 4), (4, 1, 3), (1, 1), (6, 2)])
def test_the_chain_is_the_jacobian_of_the_whole(reference, rng, sizes):
    """Automatic differentiation of a composition gives the product of the Jacobians of its parts."""
    maps = layers(rng, sizes)
    x = point = rng.normal(size=sizes[0])
    Js = []
    for f in maps:
        Js.append(autograd.jacobian(f)(point))
        point = f(point)

    def whole(x):
        for f in maps:
            x = f(x)
        return x

    before = [J.copy() for J in Js]
    np.testing.assert_allclose(reference.chain(Js), autograd.jacobian(whole)(x), atol=1e-12)
    assert all(map(np.array_equal, Js, before))


@pytest.mark.parametrize("mode", ["forward", "reverse"])
@pytest.mark.parametrize("sizes", [(5, 3), (2, 3, 4), (4, 3, 2), (3, 5, 2, 4), (1, 4, 3, 2, 5), (3, 3, 3, 3)])
def test_costs_are_what_is_counted(reference, sizes, mode):
    """Multiplied out entry by entry, a chain takes as many multiplications as the formula says."""
    cost = reference.chain_cost(list(sizes), mode)
    assert type(cost) is int
    assert cost == counted(sizes, mode)


def test_the_example_of_the_statement(reference):
    """A loss of 1000 variables is 48 times cheaper in reverse."""
    sizes = [1000, 100, 50, 1]
    assert reference.chain_cost(sizes, "forward") == 5_050_000
    assert reference.chain_cost(sizes, "reverse") == 105_000


def test_reverse_mode_needs_no_jacobian(reference, rng):
    """One row after the other, vector-Jacobian products alone give the gradient; that of tanh is entry by entry."""
    A, B, w, x = rng.normal(size=(4, 3)), rng.normal(size=(3, 5)), rng.normal(size=4), rng.normal(size=5)
    hidden = np.tanh(B @ x)
    row = w @ A
    row = row * (1 - hidden**2)  # the Jacobian of tanh would be a 3 by 3 matrix with 3 entries that are not 0
    row = row @ B
    Js = [B, np.diag(1 - hidden**2), A, w[None]]
    np.testing.assert_allclose(reference.chain(Js)[0], row, atol=1e-12)
    right = autograd.grad(lambda x: anp.dot(w, anp.dot(A, anp.tanh(anp.dot(B, x)))))(x)
    np.testing.assert_allclose(row, right, atol=1e-12)


def test_an_unknown_mode_is_refused(reference):
    """Another word raises ValueError."""
    with pytest.raises(ValueError, match="mode"):
        reference.chain_cost([2, 3, 4], "sideways")
