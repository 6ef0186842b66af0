"""Proves the reference: by autograd, by complex steps, with 50 digits, by quadrature, and by voices that it finds."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(7, 3), (3, 3), (5, 1), (1, 2)]


def loglik(W, X):
    S = anp.dot(X, W.T)
    return anp.linalg.slogdet(W)[1] - anp.sum(anp.log(anp.cosh(S))) / len(X) - len(W) * anp.log(anp.pi)


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    W, X = np.array([[1, 1], [0, 2]]), np.array([[1, 0], [0, 1], [1, -1]])
    assert reference.ica_loglik(W, X) == pytest.approx(-2.768835, abs=5e-7)
    right = np.array([[0.746135, -0.253865], [-0.178657, -0.142685]])
    assert reference.ica_grad(W, X) == pytest.approx(right, abs=5e-7)
    right = np.array([[0.492271, -0.523188], [-0.321343, -0.892083]])
    assert reference.ica_relative_grad(W, X) == pytest.approx(right, abs=5e-7)
    right = np.array([[1.049227, 0.947681], [-0.032134, 1.910792]])
    assert reference.ica_ascend(W, X, 0.1, 1) == pytest.approx(right, abs=6e-7)


def test_density_of_a_voice_makes_one():
    """The integral of 1/(π cosh s) over all s is 1."""
    assert float(mpmath.quad(lambda s: 1 / (mpmath.pi * mpmath.cosh(s)), [-mpmath.inf, 0, mpmath.inf])) == 1


@pytest.mark.parametrize(("N", "d"), SIZES)
@pytest.mark.parametrize("unit", [1, 1000])
def test_likelihood_to_many_digits(reference, rng, N, d, unit):
    """With 50 digits, the logarithm of the density of the definition has the same mean, for loud voices too."""
    W, X = unit * rng.normal(size=(d, d)), rng.normal(size=(N, d))
    with mpmath.workdps(50):
        M, total = mpmath.matrix(W.tolist()), mpmath.mpf(0)
        for x in X:
            s = M * mpmath.matrix(x.tolist())
            density = abs(mpmath.det(M))
            for voice in s:
                density /= mpmath.pi * mpmath.cosh(voice)
            total += mpmath.log(density)
        assert reference.ica_loglik(W, X) == pytest.approx(float(total / N), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_gradients_by_two_oracles(reference, rng, N, d):
    """Autograd and complex steps agree with the gradient, and with the relative one as its product with WᵀW."""
    W, X = rng.normal(size=(d, d)), rng.normal(size=(N, d))
    right = autograd.grad(loglik)(W, X)
    assert reference.ica_grad(W, X) == pytest.approx(right, rel=1e-9, abs=1e-9)
    assert reference.ica_relative_grad(W, X) == pytest.approx(right @ W.T @ W, rel=1e-9, abs=1e-9)
    for i, j in np.ndindex(d, d):
        moved = W.astype(complex)
        moved[i, j] += 1e-30j
        value = np.log(np.linalg.det(moved) ** 2) / 2 - np.sum(np.log(np.cosh(X @ moved.T))) / N
        assert reference.ica_grad(W, X)[i, j] == pytest.approx(value.imag / 1e-30, rel=1e-9, abs=1e-9)


def test_relative_gradient_is_steepest_for_relative_steps(reference, rng):
    """Of all dW with ‖dW W⁻¹‖ = 1, none raises the likelihood more than the relative gradient does."""
    W, X = rng.normal(size=(3, 3)), rng.normal(size=(6, 3))
    G, best = reference.ica_grad(W, X), reference.ica_relative_grad(W, X)
    slope = np.sum(G * best) / np.linalg.norm(best @ np.linalg.inv(W))
    for _ in range(200):
        relative = rng.normal(size=(3, 3))
        assert np.sum(G * (relative @ W)) / np.linalg.norm(relative) <= slope


def test_relative_steps_do_not_care_about_the_mixing(reference, rng):
    """(W, X) and (WM⁻¹, XMᵀ) find the same voices after every step; the plain gradient would not."""
    W, X, M = rng.normal(size=(3, 3)), rng.normal(size=(8, 3)), np.array([[1.0, 2, 0], [0, 1, 1], [1, 0, 1]])
    other = W @ np.linalg.inv(M)
    for steps in (1, 5):
        voices = X @ reference.ica_ascend(W, X, 0.1, steps).T
        again = X @ M.T @ reference.ica_ascend(other, X @ M.T, 0.1, steps).T
        assert again == pytest.approx(voices, rel=1e-9, abs=1e-9)
    plain, mixed = W + 0.1 * reference.ica_grad(W, X), other + 0.1 * reference.ica_grad(other, X @ M.T)
    assert np.abs(X @ M.T @ mixed.T - X @ plain.T).max() > 0.01


def test_ascent_finds_voices(reference, rng):
    """Two voices of a Laplace density come out again, up to order and loudness, with the likelihood rising."""
    voices = rng.laplace(size=(3000, 2))
    X = voices @ np.array([[1.0, 0.7], [0.4, 1.0]])
    W = reference.ica_ascend(np.eye(2), X, 0.1, 300)
    likeness = np.abs(np.corrcoef(voices.T, (X @ W.T).T)[:2, 2:])
    assert np.all(likeness.max(axis=1) > 0.99)
    assert reference.ica_loglik(W, X) > reference.ica_loglik(np.eye(2), X)
    assert np.linalg.norm(reference.ica_relative_grad(W, X)) < 1e-4


def test_gaussian_voices_cannot_be_told_apart(reference, rng):
    """With s in the place of tanh s, W and any rotation of it are places of rest alike, once SᵀS/N = I."""
    X = rng.normal(size=(50, 2))
    W = np.linalg.inv(np.linalg.cholesky(X.T @ X / 50))
    rotation = np.array([[0.6, -0.8], [0.8, 0.6]])
    for turned in (W, rotation @ W):
        S = X @ turned.T
        assert turned - S.T @ S @ turned / 50 == pytest.approx(np.zeros((2, 2)), abs=1e-12)
    assert np.abs(reference.ica_relative_grad(W, X)).max() > 0.01
