"""Hidden tests: 6.5 points for attention, 8.5 for its VJP."""

import numpy as np

from autograder import agree, agree_on, draw, edges_of_many, expect, in_single, points

SIZES = [(3, 5, 4, 2), (4, 4, 4, 4)]
SHARP = 1e-7  # tolerance where scores are large


def case(rng, n, m, d, e):
    """Return Q, K, V and U; no weight is nearly 1 or 0."""
    return draw(rng, n, d), draw(rng, m, d), draw(rng, m, e), draw(rng, n, e)


def right_ones_in(submission):
    """Return the context in which right functions of exercise 3 are in the place of the student's."""

    def softmax(Z):
        E = np.exp(np.asarray(Z, float) - np.max(Z, axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    def softmax_vjp(P, U):
        return P * (U - np.sum(np.multiply(P, U, dtype=float), axis=1, keepdims=True))

    return submission.replacing(softmax=softmax, softmax_vjp=softmax_vjp)


def at_the_edges(rng):
    """Yield arguments of every kind."""
    for Q, K, V, U in edges_of_many(rng, "n d", "m d", "m e", "n e"):
        yield Q, K / 1e15 if len(Q) > 50 else K, V, U  # no weight should be certain
    Q, K, V, U = case(rng, 3, 4, 3, 3)
    Q[:, 2], K[:, 2], V[3] = 1, [0, 0, 0, -40], 1e5 * V[3]  # a weight near 1e-10 of a value near 1e5
    yield Q, K, np.rint(3 * V).astype(int), np.rint(3 * U).astype(int)


def in_other_units(rng):
    """Yield arguments of which some are tiny and some huge, and scores as they are."""
    Q, K, V, U = case(rng, 3, 3, 2, 5)
    yield 1e-7 * Q, np.rint(1e7 * K).astype(int), 1e-7 * V, 1e7 * U
    yield np.rint(1e7 * Q).astype(int), 1e-7 * K, 1e7 * V, 1e-7 * U


def far_apart(rng, n, m, last=1):
    """Yield Q, K, V and U whose scores are thousands apart from query to query, and low for one of them.

    Those of the last key are ``last`` times as large, which only the last query, whose are small, sees behind a mask.
    """
    Q, K, V, U = case(rng, n, m, 3, 2)
    yield np.column_stack([Q, [3000, -3e6, 800, 0]]), np.column_stack([K, [*[1] * (m - 1), last]]), V, U


def behind_a_mask(rng):
    """Yield arguments with as many queries as keys; in the second, some weights are small."""
    for (n, d, e), size in (((4, 3, 2), 1), ((70, 2, 1), 5), ((5, 5, 5), 1)):
        Q, K, V, U = case(rng, n, n, d, e)
        yield size * Q, K, V, U


def gradient(got, number):
    """Return one of the three gradients."""
    count = len(got) if isinstance(got, tuple | list) else 0
    agree(count, 3, what="the number of arrays that attention_vjp returns")
    return got[number]


def agree_on_outputs(submission, reference, cases, **how):
    """Compare outputs with the student's own functions, or else with right ones."""
    agree_on(submission.attention, reference.attention, cases, helped=right_ones_in(submission), **how)


def agree_on_gradients(submission, reference, cases, **how):
    """Compare all three gradients with the student's own functions, or else with right ones."""
    helped = right_ones_in(submission)
    agree_on(submission.attention_vjp, reference.attention_vjp, cases, helped=helped, **how)


def agree_on_part(submission, reference, rng, number):
    """Compare one of the three gradients."""
    with right_ones_in(submission):
        arguments = case(rng, *SIZES[0])
        got = gradient(submission.attention_vjp(*arguments), number)
        name = f"{('dQ', 'dK', 'dV')[number]} for n, m, d, e = {', '.join(map(str, SIZES[0]))}"
        agree(got, reference.attention_vjp(*arguments)[number], what=name)


@points(3)
def test_attention(submission, reference, rng):
    """Outputs are right for fewer queries than keys, and as many."""
    agree_on_outputs(submission, reference, [case(rng, *sizes)[:3] for sizes in SIZES])


@points(0.5)
def test_attention_of_other_arrays(submission, reference, rng):
    """They are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    cases = [(*arguments[:3], False) for arguments in at_the_edges(rng)]
    agree_on_outputs(submission, reference, cases)
    cases = [arguments[:3] for arguments in in_other_units(rng)]
    agree_on_outputs(submission, reference, cases, relative=True)
    agree_on_outputs(submission, reference, [in_single(case(rng, 3, 4, 2, 2)[:3])], tol=1e-4)


@points(1)
def test_attention_of_large_scores(submission, reference, rng):
    """They are right where scores are some thousands, high or low, with a mask and without."""
    cases = [arguments[:3] for arguments in far_apart(rng, 4, 5)]
    cases += [(*arguments[:3], True) for arguments in far_apart(rng, 4, 4, 10)]
    agree_on_outputs(submission, reference, cases, tol=SHARP)


@points(2)
def test_attention_to_what_came_before(submission, reference, rng):
    """With a mask, outputs are right, of any width; the first of them is the first value."""
    cases = [(*arguments[:3], True) for arguments in behind_a_mask(rng)]
    agree_on_outputs(submission, reference, cases)


@points(1.5)
def test_gradient_by_queries(submission, reference, rng):
    """The gradient by Q is right."""
    agree_on_part(submission, reference, rng, 0)


@points(1.5)
def test_gradient_by_keys(submission, reference, rng):
    """The gradient by K is right."""
    agree_on_part(submission, reference, rng, 1)


@points(1)
def test_gradient_by_values(submission, reference, rng):
    """The gradient by V is right."""
    agree_on_part(submission, reference, rng, 2)


@points(1.5)
def test_gradients_of_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    cases = [(*arguments, False) for arguments in at_the_edges(rng)]
    agree_on_gradients(submission, reference, cases)
    agree_on_gradients(submission, reference, in_other_units(rng), relative=True)
    agree_on_gradients(submission, reference, [in_single(case(rng, 3, 4, 2, 2))], tol=1e-4)


@points(1.5)
def test_gradients_behind_a_mask(submission, reference, rng):
    """With a mask, all three are right, of any width, and where scores are thousands apart."""
    cases = [(*arguments, True) for arguments in behind_a_mask(rng)]
    agree_on_gradients(submission, reference, cases)
    cases = [(*arguments, True) for arguments in far_apart(rng, 4, 4, 10)]
    agree_on_gradients(submission, reference, cases, tol=SHARP)


@points(1, after="test_gradient_by_keys", why="what attention promises, without the reference")
def test_what_keys_cannot_change(submission, reference, rng):
    """The rows of dK add up to 0, and scaling Q up and K down changes nothing: ⟨dQ, Q⟩ = ⟨dK, K⟩."""
    Q, K, V, U = case(rng, 4, 5, 3, 2)
    with right_ones_in(submission):
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
    with right_ones_in(submission):
        agree(submission.attention_vjp(*arguments), reference.attention_vjp(*arguments))
