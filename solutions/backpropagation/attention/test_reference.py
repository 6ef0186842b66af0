"""Proves the reference: by autograd, by complex steps of an attention written query by query, and with many digits."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [
    (3, 5, 4, 2, False),
    (2, 1, 2, 3, False),
    (4, 1, 1, 1, False),
    (4, 4, 4, 4, False),
    (4, 4, 3, 2, True),
    (1, 1, 2, 2, True),
]


def case(rng, n, m, d, e):
    return [rng.normal(size=shape) for shape in ((n, d), (m, d), (m, e), (n, e))]


def product(Q, K, V, U, causal):
    """⟨U, attention⟩ for autograd: what is masked is left out of the sums."""
    E = anp.exp(anp.dot(Q, K.T) / Q.shape[1] ** 0.5) * (np.tri(len(Q), len(K)) if causal else 1)
    return anp.sum(U * anp.dot(E / anp.sum(E, axis=1, keepdims=True), V))


def slow(Q, K, V, causal, exp=np.exp, root=np.sqrt):
    """Attention query by query, for any kind of number."""
    outputs = []
    for i, q in enumerate(Q):
        seen = range(i + 1) if causal else range(len(K))
        weights = [exp(sum(a * b for a, b in zip(q, K[j], strict=True)) / root(len(q))) for j in seen]
        outputs.append(
            [sum(w * V[j][c] for w, j in zip(weights, seen, strict=True)) / sum(weights) for c in range(len(V[0]))]
        )
    return np.array(outputs)


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    Q, K = np.array([[2, 0, 0, 0]]), np.array([[0, 0, 0, 0], [np.log(3), 0, 0, 0]])
    V = np.array([[0], [4]])
    assert reference.attention(Q, K, V).item() == pytest.approx(3)
    dQ, dK, dV = reference.attention_vjp(Q, K, V, np.ones((1, 1)))
    assert dQ[0] == pytest.approx([0.411980, 0, 0, 0], abs=5e-7)
    assert dK[:, 0] == pytest.approx([-0.75, 0.75])
    assert dV[:, 0] == pytest.approx([0.25, 0.75])


@pytest.mark.parametrize("sizes", SIZES)
def test_attention_to_many_digits(reference, rng, sizes):
    """With 40 digits, query by query, outputs are the same."""
    Q, K, V, _ = case(rng, *sizes[:4])
    with mpmath.workdps(40):
        exact = [np.vectorize(mpmath.mpf, otypes=[object])(array) for array in (Q, K, V)]
        right = slow(*exact, sizes[4], mpmath.exp, mpmath.sqrt).astype(float)
    assert reference.attention(Q, K, V, sizes[4]) == pytest.approx(right, rel=1e-12, abs=1e-14)


def test_scores_of_millions_to_many_digits(reference, rng):
    """Where scores are millions, and those of two keys nearly alike, outputs are right to 1e-7."""
    Q, K, V, _ = case(rng, 3, 4, 2, 2)
    Q *= 3e6 / np.abs(Q).max()
    K[1] = K[0] + 1e-6 * K[1]
    with mpmath.workdps(40):
        exact = [np.vectorize(mpmath.mpf, otypes=[object])(array) for array in (Q, K, V)]
        right = slow(*exact, False, mpmath.exp, mpmath.sqrt).astype(float)
    assert reference.attention(Q, K, V) == pytest.approx(right, abs=1e-8)


@pytest.mark.parametrize("sizes", SIZES)
def test_gradients_by_two_oracles(reference, rng, sizes):
    """Autograd, and complex steps along random directions, agree."""
    arguments, causal = case(rng, *sizes[:4]), sizes[4]
    for position, got in enumerate(reference.attention_vjp(*arguments, causal)):
        assert got == pytest.approx(autograd.grad(product, position)(*arguments, causal), rel=1e-10, abs=1e-13)
        step = rng.normal(size=got.shape)
        moved = [array + 1e-30j * step if i == position else array for i, array in enumerate(arguments)]
        right = np.sum(moved[3] * slow(*moved[:3], causal)).imag / 1e-30
        assert np.sum(got * step) == pytest.approx(right, rel=1e-10, abs=1e-13)


def test_why_the_root(reference, rng):
    """Of 200 random keys of width 1024, none takes more than a tenth; without the root one takes most, as is said."""
    Q, K = rng.normal(size=(50, 1024)), rng.normal(size=(200, 1024))
    largest = [reference.attention(unit * Q, K, np.eye(200)).max(axis=1).mean() for unit in (1, 32)]
    assert largest[0] < 0.1
    assert largest[1] > 0.8


def test_what_fast_versions_use(reference, rng):
    """The row sums of P∘dP are those of U∘O."""
    Q, K, V, U = case(rng, 3, 4, 2, 5)
    P = reference.attention(Q, K, np.eye(4))
    sums = (P * (U @ V.T)).sum(axis=1)
    assert sums == pytest.approx((U * reference.attention(Q, K, V)).sum(axis=1), rel=1e-12, abs=1e-13)
