"""Proves the reference: by automatic differentiation of the traces, and by values of the traces alone."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

SHAPES = [(3, 3), (4, 2), (2, 5), (1, 1), (1, 3), (3, 1)]


def linear_trace(A, X):
    """Return tr(AX) by its definition, entry by entry."""
    m, n = X.shape
    return sum(A[j, i] * X[i, j] for i in range(m) for j in range(n))


def quadratic_trace(A, X):
    """Return tr(XᵀAX) by its definition, entry by entry."""
    m, n = X.shape
    return sum(X[i, j] * A[i, k] * X[k, j] for i in range(m) for k in range(m) for j in range(n))


def slopes(f, X):
    """Return the partial derivatives of a quadratic f from f(X + E) - f(X - E) = 2 ∂f, exact for whole numbers."""
    slopes = np.zeros(X.shape)
    for at in np.ndindex(X.shape):
        E = np.zeros(X.shape)
        E[at] = 1
        slopes[at] = (f(X + E) - f(X - E)) / 2
    return slopes


@pytest.mark.parametrize(("m", "n"), SHAPES)
def test_gradients_are_those_of_autograd(reference, rng, m, n):
    """Automatic differentiation of numpy's trace finds the same gradients."""
    A, S, X = rng.normal(size=(n, m)), rng.normal(size=(m, m)), rng.normal(size=(m, n))
    right = autograd.grad(lambda V: anp.trace(anp.dot(A, V)))(X)
    np.testing.assert_allclose(reference.d_trace_AX(A, X), right, rtol=1e-12)
    right = autograd.grad(lambda V: anp.trace(anp.dot(V.T, anp.dot(S, V))))(X)
    np.testing.assert_allclose(reference.d_trace_XtAX(S, X), right, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("m", "n"), SHAPES)
def test_gradients_are_exact_for_whole_numbers(reference, rng, m, n):
    """Differences of the traces, summed entry by entry, are the gradients to the last digit."""
    A, S, X = (rng.integers(-9, 10, size=shape).astype(float) for shape in [(n, m), (m, m), (m, n)])
    assert reference.d_trace_AX(A, X).tolist() == slopes(lambda V: linear_trace(A, V), X).tolist()
    assert reference.d_trace_XtAX(S, X).tolist() == slopes(lambda V: quadratic_trace(S, V), X).tolist()


def test_the_short_formula_needs_a_symmetric_matrix(reference, rng):
    """2AX is the gradient of tr(XᵀAX) for symmetric A, and for no A in general."""
    A, X = rng.normal(size=(4, 4)), rng.normal(size=(4, 3))
    np.testing.assert_allclose(reference.d_trace_XtAX(A + A.T, X), 2 * (A + A.T) @ X)
    assert np.linalg.norm(reference.d_trace_XtAX(A, X) - 2 * A @ X) > 0.1
