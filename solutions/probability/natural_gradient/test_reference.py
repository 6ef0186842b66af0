"""Proves the reference: by expectations over all labels, by autograd, with 50 digits, and by divergences."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(7, 3), (3, 3), (5, 1), (1, 2)]


def loglik(w, x, y):
    """Return the log probability of the label y."""
    z = anp.dot(w, x)
    return y * z - anp.log(1 + anp.exp(z))


def gaussian(theta, y):
    mu, log_sigma = theta[0], theta[1]
    return -((y - mu) ** 2) * anp.exp(-2 * log_sigma) / 2 - log_sigma - anp.log(2 * anp.pi) / 2


def test_examples_of_the_statement(reference):
    """The numbers of the statement hold."""
    X, w, F, g = np.array([[1, 0], [1, 1]]), np.array([0, np.log(3)]), np.diag([4, 2]), np.array([1, 1])
    assert 32 * reference.fisher_logistic(X, w) == pytest.approx(np.array([[7, 3], [3, 3]]), rel=1e-14)
    got = reference.empirical_fisher(X, np.array([1, 0]), w)
    assert 32 * got == pytest.approx(np.array([[13, 9], [9, 9]]), rel=1e-14)
    assert reference.fisher_gaussian(0.5).tolist() == F.tolist()
    assert reference.natural_gradient(F, g) == pytest.approx([1 / 4, 1 / 2], rel=1e-15)
    assert reference.natural_gradient(F, g, 1) == pytest.approx([1 / 5, 1 / 3], rel=1e-15)


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_fisher_is_both_expectations_over_the_models_labels(reference, rng, N, d):
    """E[score scoreᵀ] and −E[Hessian], by autograd over both labels with their probabilities, are the matrix."""
    X, w = rng.normal(size=(N, d)), rng.normal(size=d)
    squares, curvature = np.zeros((d, d)), np.zeros((d, d))
    for x in X:
        for y in (0, 1):
            chance = np.exp(loglik(w, x, y))
            score = autograd.grad(loglik)(w, x, y)
            squares += chance * np.outer(score, score) / N
            curvature -= chance * autograd.hessian(loglik)(w, x, y) / N
    assert reference.fisher_logistic(X, w) == pytest.approx(squares, rel=1e-9, abs=1e-12)
    assert reference.fisher_logistic(X, w) == pytest.approx(curvature, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("N", "d"), SIZES)
@pytest.mark.parametrize("unit", [1, 30])
def test_logistic_matrices_to_many_digits(reference, rng, N, d, unit):
    """With 50 digits both matrices are the means of their definitions, where the model is nearly certain too."""
    X, y, w = unit * rng.normal(size=(N, d)), rng.integers(2, size=N), rng.normal(size=d)
    with mpmath.workdps(50):
        p = [1 / (1 + mpmath.exp(-mpmath.fdot(x.tolist(), w.tolist()))) for x in X]
        for got, factors in (
            (reference.fisher_logistic(X, w), [q * (1 - q) for q in p]),
            (reference.empirical_fisher(X, y, w), [(int(label) - q) ** 2 for label, q in zip(y, p, strict=True)]),
        ):
            for i, j in np.ndindex(d, d):
                terms = (f * mpmath.mpf(x[i]) * mpmath.mpf(x[j]) for f, x in zip(factors, X, strict=True))
                assert got[i, j] == pytest.approx(float(mpmath.fsum(terms) / N), rel=1e-9, abs=1e-12)


def test_empirical_matrix_of_rare_labels_in_large_units(reference):
    """With 50 digits it is the same where y − p is small and the inputs are large."""
    X, y = 1e10 * np.array([[1.0, 0.5], [0.8, -1.0], [-1.0, 0.3]]), np.array([1, 1, 0])
    w = np.array([2e-9, 0])
    right = mpmath.zeros(2)
    with mpmath.workdps(50):
        for x, label in zip(X, y, strict=True):
            gap = int(label) - 1 / (1 + mpmath.exp(-mpmath.fdot(x.tolist(), w.tolist())))
            right += gap**2 * mpmath.matrix(x.tolist()) * mpmath.matrix(x.tolist()).T / 3
        right = np.array(right.tolist(), dtype=float)
    assert reference.empirical_fisher(X, y, w) == pytest.approx(right, rel=1e-12)


def test_fisher_is_the_hessian_of_the_loss_whatever_the_labels(reference, rng):
    """The Hessian of the mean loss is the Fisher matrix for any labels; the empirical matrix is another one."""
    X, w = rng.normal(size=(6, 2)), rng.normal(size=2)
    F = reference.fisher_logistic(X, w)
    for y in (np.zeros(6), np.ones(6), np.arange(6) % 2):
        loss = autograd.hessian(lambda v, y=y: -sum(loglik(v, x, one) for x, one in zip(X, y, strict=True)) / 6)
        assert loss(w) == pytest.approx(F, rel=1e-9, abs=1e-12)
        assert np.abs(reference.empirical_fisher(X, y, w) - F).max() > 1e-3


@pytest.mark.parametrize("sigma", [0.3, 1.0, 2.5])
def test_gaussian_by_quadrature(reference, sigma):
    """The mean of score scoreᵀ, and minus that of the Hessian, by Hermite's quadrature, are diag(1/σ², 2)."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    theta = np.array([0.7, np.log(sigma)])
    squares, curvature = np.zeros((2, 2)), np.zeros((2, 2))
    for z, weight in zip(nodes, weights / weights.sum(), strict=True):
        score = autograd.grad(gaussian)(theta, 0.7 + sigma * z)
        squares += weight * np.outer(score, score)
        curvature -= weight * autograd.hessian(gaussian)(theta, 0.7 + sigma * z)
    assert reference.fisher_gaussian(sigma) == pytest.approx(squares, rel=1e-10, abs=1e-10)
    assert reference.fisher_gaussian(sigma) == pytest.approx(curvature, rel=1e-10, abs=1e-10)


def test_gaussian_where_the_variance_is_no_float(reference):
    """Where σ² overflows, its inverse is 0 to all digits."""
    assert reference.fisher_gaussian(1e200).tolist() == [[0, 0], [0, 2]]


def test_divergence_of_a_small_step(reference):
    """KL of two Gaussians a small step δ apart is ½ δᵀFδ up to third order; in σ in place of log σ it is not."""
    sigma, delta = 0.6, np.array([1e-4, -2e-4])
    with mpmath.workdps(40):
        s, t = mpmath.mpf(sigma), mpmath.mpf(sigma) * mpmath.exp(delta[1])
        kl = mpmath.log(t / s) + (s**2 + mpmath.mpf(delta[0]) ** 2) / (2 * t**2) - mpmath.mpf(1) / 2
    assert delta @ reference.fisher_gaussian(sigma) @ delta / 2 == pytest.approx(float(kl), rel=1e-3)
    assert delta @ np.diag([1 / sigma**2, 2 / sigma**2]) @ delta / 2 != pytest.approx(float(kl), rel=0.5)


@pytest.mark.parametrize(("n", "damping"), [(4, 0), (1, 0.3), (3, 2)])
def test_natural_gradient_to_many_digits(reference, rng, n, damping):
    """With 50 digits the linear system has the same solution."""
    A, g = rng.normal(size=(n, n + 2)), rng.normal(size=n)
    F = A @ A.T
    with mpmath.workdps(50):
        right = mpmath.lu_solve(mpmath.matrix(F.tolist()) + damping * mpmath.eye(n), mpmath.matrix(g.tolist()))
        right = [float(value) for value in right]
    assert reference.natural_gradient(F, g, damping) == pytest.approx(right, rel=1e-9)


def test_natural_gradient_moves_as_parameters_do(reference, rng):
    """For θ' = Tθ, with the gradient and the Fisher matrix by autograd in both, it is T times as before."""
    X, y, w = rng.normal(size=(9, 3)), rng.integers(2, size=9), rng.normal(size=3)
    T = rng.normal(size=(3, 3)) + 2 * np.eye(3)
    back = np.linalg.inv(T)

    def loss(w, X):
        return -sum(loglik(w, x, label) for x, label in zip(X, y, strict=True)) / 9

    here = reference.natural_gradient(reference.fisher_logistic(X, w), autograd.grad(loss)(w, X))
    moved, inputs = T @ w, X @ back  # the same scores w·x
    there = reference.natural_gradient(reference.fisher_logistic(inputs, moved), autograd.grad(loss)(moved, inputs))
    assert there == pytest.approx(T @ here, rel=1e-9)
