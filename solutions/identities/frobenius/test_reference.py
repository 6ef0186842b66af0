"""Proves the reference: by automatic differentiation of the norm, exact fractions, and what training does."""

from fractions import Fraction

import autograd
import autograd.numpy as anp
import numpy as np
import pytest

SHAPES = [(3, 3, 3), (5, 2, 3), (2, 4, 3), (1, 1, 1), (4, 3, 1), (0, 2, 3)]


def draw_data(rng, N, p, k):
    return rng.normal(size=(N, p)), rng.normal(size=(p, k)), rng.normal(size=(N, k))


def exact_loss(X, W, Y):
    """Return the loss entry by entry, in exact numbers."""
    N, k = Y.shape
    loss = Fraction(0)
    for i in range(N):
        for j in range(k):
            output = sum(Fraction(X[i, at]) * Fraction(W[at, j]) for at in range(len(W)))
            loss += (Fraction(Y[i, j]) - output) ** 2
    return loss


def exact_gradient(f, M):
    """Return the gradient from f(M + E) - f(M - E) = 2 ∂f, which holds exactly for a quadratic and whole steps."""
    gradient = np.zeros(M.shape)
    for at in np.ndindex(M.shape):
        E = np.zeros(M.shape)
        E[at] = 1
        gradient[at] = (f(M + E) - f(M - E)) / 2
    return gradient


@pytest.mark.parametrize("shape", SHAPES)
def test_everything_is_exact_for_whole_numbers(reference, rng, shape):
    """Loss and gradients are those of the sum of squares, to the last digit, also without samples."""
    X, W, Y = (rng.integers(-9, 10, size=array.shape).astype(float) for array in draw_data(rng, *shape))
    loss = reference.frob_loss(X, W, Y)
    assert type(loss) is float
    assert loss == exact_loss(X, W, Y)
    assert reference.d_X(X, W, Y).tolist() == exact_gradient(lambda V: exact_loss(V, W, Y), X).tolist()
    assert reference.d_W(X, W, Y).tolist() == exact_gradient(lambda V: exact_loss(X, V, Y), W).tolist()


@pytest.mark.parametrize("shape", SHAPES[:-1])
def test_gradients_are_those_of_autograd(reference, rng, shape):
    """Automatic differentiation of numpy's Frobenius norm finds the same gradients."""
    X, W, Y = draw_data(rng, *shape)
    by_data, by_weights = (autograd.grad(lambda X, W: anp.linalg.norm(Y - anp.dot(X, W)) ** 2, at) for at in (0, 1))
    np.testing.assert_allclose(reference.d_X(X, W, Y), by_data(X, W), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(reference.d_W(X, W, Y), by_weights(X, W), rtol=1e-9, atol=1e-12)


def test_one_output_is_ordinary_least_squares(reference, rng):
    """For k = 1, and for each column of W alone, the gradient by W is 2Xᵀ(Xw − y)."""
    X, W, Y = draw_data(rng, 6, 3, 4)
    for j in range(4):
        right = autograd.grad(lambda w, j=j: anp.sum((anp.dot(X, w) - Y[:, j]) ** 2))(W[:, j])
        np.testing.assert_allclose(reference.d_W(X, W[:, j : j + 1], Y[:, j : j + 1])[:, 0], right, rtol=1e-12)
        np.testing.assert_allclose(reference.d_W(X, W, Y)[:, j], right, rtol=1e-12)


def test_training_needs_the_gradient_by_weights(reference, rng):
    """Descent along −∂L/∂W ends at the least squares solution; −2(Y − XW)Wᵀ has not even the shape of W."""
    X, W, Y = draw_data(rng, 20, 3, 2)
    assert reference.d_X(X, W, Y).shape != W.shape
    best = np.linalg.lstsq(X, Y)[0]
    step = 0.5 / np.linalg.norm(X, 2) ** 2
    for _ in range(400):
        W = W - step * reference.d_W(X, W, Y)
    np.testing.assert_allclose(W, best, atol=1e-8)
