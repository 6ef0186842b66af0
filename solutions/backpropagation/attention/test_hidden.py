"""Hidden tests: 6.5 points for attention, 8.5 for its VJP."""

import numpy as np

from autograder import agree, draw, edges, expect, points

SIZES = [(3, 5, 4, 2), (4, 3, 1, 1), (4, 4, 4, 4)]
SHARP = 1e-7  # tolerance where scores are large


def case(rng, n, m, d, e):
    """Return Q, K, V and U; no weight is nearly 1 or 0."""
    return draw(rng, n, d), draw(rng, m, d), draw(rng, m, e), draw(rng, n, e)


def stand_ins():
    """Return right functions of exercise 3, under the names that a submission has for them."""

    def softmax(Z):
        E = np.exp(np.asarray(Z, float) - np.max(Z, axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def softmax_vjp(P, U):
        return P * (U - np.sum(np.multiply(P, U, dtype=float), axis=1, keepdims=True))

    return {"softmax": softmax, "softmax_vjp": softmax_vjp}


def at_the_edges(rng):
    """Yield arguments of every kind."""
    for Q, K, V, U in edges(rng, "n d", "m d", "m e", "n e"):
        yield Q, K / 1e15 if len(Q) > 50 else K, V, U  # no weight should be certain
    Q, K, V, U = case(rng, 3, 3, 2, 5)
    for unit in (1e-7, 1e7):
        yield unit * Q, K / unit, unit * V, U / unit
    yield np.rint(2 * Q), np.rint(2 * K), np.rint(2 * V), np.rint(2 * U)
    yield Q, K, np.array([[2, 0, 1, 5, -1], [0, 3, 1, 1, 1], [1, 1, 0, -2, 4]]), U
    yield Q, K, V, np.rint(3 * U).astype(int)
    yield np.array([[1, 0], [-1, 2], [0, 1]]), K, V, U
    yield Q, np.array([[1, 0], [-1, 2], [0, 1]]), V, U


def gradient(got, number):
    """Return one of the three gradients."""
    count = len(got) if isinstance(got, tuple | list) else 0
    agree(count, 3, what="the number of arrays that attention_vjp returns")
    return got[number]


def agree_on(submission, reference, number, cases, *options):
    """Compare one of the three gradients."""
    with submission.replacing(**stand_ins()):
        for arguments in cases:
            got = gradient(submission.attention_vjp(*arguments, *options), number)
            right = reference.attention_vjp(*arguments, *options)[number]
            agree(got, right, what=f"{('dQ', 'dK', 'dV')[number]} of attention_vjp(...)")


@points(3)
def test_attention(submission, reference, rng):
    """Outputs are right for fewer queries than keys, more, as many, and one, of any width."""
    with submission.replacing(**stand_ins()):
        for sizes in SIZES:
            Q, K, V, _ = case(rng, *sizes)
            agree(submission.attention(Q, K, V), reference.attention(Q, K, V))


@points(0.5)
def test_attention_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    with submission.replacing(**stand_ins()):
        for Q, K, V, _ in at_the_edges(rng):
            agree(submission.attention(Q, K, V, False), reference.attention(Q, K, V))
        Q, K, V, _ = (array.astype(np.float32) for array in case(rng, 3, 4, 2, 2))
        agree(submission.attention(Q, K, V), reference.attention(Q, K, V), tol=1e-4)


@points(1)
def test_attention_of_large_scores(submission, reference, rng):
    """They are right where scores are some thousands, high or low."""
    Q, K, V, _ = case(rng, 4, 5, 3, 2)
    with submission.replacing(**stand_ins()):
        for shift in (3000.0, -3000.0):
            Q1, K1 = np.column_stack([Q, np.ones(4)]), np.column_stack([K, np.full(5, shift)])
            agree(submission.attention(Q1, K1, V), reference.attention(Q1, K1, V), tol=SHARP)


@points(2)
def test_attention_to_what_came_before(submission, reference, rng):
    """With a mask, outputs are right, of any width; the first of them is the first value."""
    with submission.replacing(**stand_ins()):
        for n, d, e in ((4, 3, 2), (5, 5, 5), (1, 2, 3), (53, 2, 1)):
            Q, K, V, _ = case(rng, n, n, d, e)
            got = submission.attention(Q, K, V, True)
            agree(got, reference.attention(Q, K, V, True))


@points(1.5)
def test_gradient_by_queries(submission, reference, rng):
    """The gradient by Q is right."""
    agree_on(submission, reference, 0, [case(rng, *sizes) for sizes in SIZES])


@points(1.5)
def test_gradient_by_keys(submission, reference, rng):
    """The gradient by K is right."""
    agree_on(submission, reference, 1, [case(rng, *sizes) for sizes in SIZES])


@points(1)
def test_gradient_by_values(submission, reference, rng):
    """The gradient by V is right."""
    agree_on(submission, reference, 2, [case(rng, *sizes) for sizes in SIZES])


@points(1.5)
def test_gradients_of_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    with submission.replacing(**stand_ins()):
        for arguments in at_the_edges(rng):
            agree(submission.attention_vjp(*arguments, False), reference.attention_vjp(*arguments))
        short = [array.astype(np.float32) for array in case(rng, 3, 4, 2, 2)]
        agree(submission.attention_vjp(*short), reference.attention_vjp(*short), tol=1e-4)


@points(1.5)
def test_gradients_behind_a_mask(submission, reference, rng):
    """With a mask, all three are right, of any width."""
    with submission.replacing(**stand_ins()):
        for n, d, e in ((4, 3, 2), (5, 5, 5), (1, 2, 3), (53, 2, 1)):
            arguments = case(rng, n, n, d, e)
            agree(submission.attention_vjp(*arguments, True), reference.attention_vjp(*arguments, True))


@points(1, after="test_gradient_by_keys", why="what attention promises, without the reference")
def test_what_keys_cannot_change(submission, reference, rng):
    """The rows of dK add up to 0, and scaling Q up and K down changes nothing: ⟨dQ, Q⟩ = ⟨dK, K⟩."""
    Q, K, V, U = case(rng, 4, 5, 3, 2)
    with submission.replacing(**stand_ins()):
        got = submission.attention_vjp(Q, K, V, U)
    dQ, dK = (expect(gradient(got, i), A.shape, what=f"gradient {i}") for i, A in ((0, Q), (1, K)))
    agree(np.linalg.norm(dK), np.linalg.norm(reference.attention_vjp(Q, K, V, U)[1]), what="the norm of dK")
    agree(dK.sum(axis=0), np.zeros(3), what="the sum of the rows of dK")
    agree(np.sum(dQ * Q), np.sum(dK * K), what="⟨dQ, Q⟩")


@points(0.5)
def test_gradients_of_large_values(submission, reference, rng):
    """They are right where values are near 10⁴, where differences of the loss are too coarse."""
    Q, K, _, U = case(rng, 3, 4, 3, 2)
    arguments = Q, K, 1e4 * rng.uniform(1, 2, size=(4, 2)), U
    with submission.replacing(**stand_ins()):
        agree(submission.attention_vjp(*arguments), reference.attention_vjp(*arguments))
