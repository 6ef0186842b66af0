"""Hidden tests: 6 points for the linear trace, 9 for the quadratic one."""

import numpy as np

from autograder import agree, agree_at_edges, agree_on, draw, expect, points

# Square first: a transpose too many only shows its values where its shapes fit.
SIZES = [(4, 4), (5, 2)]


@points(4)
def test_linear_trace(submission, reference, rng):
    """The gradient of tr(AX) is right for square, tall and wide X."""
    agree_on(submission.d_trace_AX, reference.d_trace_AX, [(draw(rng, n, m), draw(rng, m, n)) for m, n in SIZES])


@points(2)
def test_linear_trace_of_other_arrays(submission, reference, rng):
    """The gradient of tr(AX) is right for all sizes, slices, whole, equal, tiny and huge numbers, zeros and float32."""
    agree_at_edges(submission.d_trace_AX, reference.d_trace_AX, rng, "n m", "m n", linear=True)


@points(5)
def test_quadratic_trace(submission, reference, rng):
    """The gradient of tr(XᵀAX) is right where A is not symmetric, for square, tall and wide X."""
    agree_on(submission.d_trace_XtAX, reference.d_trace_XtAX, [(draw(rng, m, m), draw(rng, m, n)) for m, n in SIZES])


@points(2)
def test_remainder_of_the_quadratic_trace(submission, rng):
    """What a step D changes of tr(XᵀAX), less what the gradient of tr(XᵀAX) promises, is exactly tr(DᵀAD)."""
    A, X, D = draw(rng, 4, 4), draw(rng, 4, 3), draw(rng, 4, 3)
    gradient = expect(submission.d_trace_XtAX(A, X), (4, 3))
    change = np.trace((X + D).T @ A @ (X + D)) - np.trace(X.T @ A @ X)
    left = change - np.sum(gradient * D)
    agree(left, np.trace(D.T @ A @ D), what="The change of tr(XᵀAX), less what your gradient promises,")


@points(2)
def test_quadratic_trace_of_other_arrays(submission, reference, rng):
    """The gradient of tr(XᵀAX) is right for all sizes, slices, whole, equal, tiny, huge numbers, zeros and float32."""
    agree_at_edges(submission.d_trace_XtAX, reference.d_trace_XtAX, rng, "m m", "m n")
