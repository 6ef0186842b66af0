"""Proves the reference: by autograd, complex steps and 50 digits, one measurement at a time, and by kernel ridge."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(7, 2), (3, 3), (6, 1), (1, 2), (1, 1)]


def case(rng, N, d):
    return rng.uniform(-0.5, 0.5, size=3) - [0, 0, 0.5], rng.normal(size=(N, d)), rng.normal(size=N)


def covariance(theta, X):
    squares = np.array([[np.sum((a - b) ** 2) for b in X] for a in X])
    return anp.exp(2 * theta[0]) * anp.exp(-squares / (2 * anp.exp(theta[1]) ** 2)) + anp.exp(theta[2]) ** 2 * anp.eye(
        len(X)
    )


def logml(theta, X, y):
    K = covariance(theta, X)
    return -(anp.dot(y, anp.linalg.solve(K, y)) + anp.linalg.slogdet(K)[1] + len(y) * anp.log(2 * anp.pi)) / 2


def test_example_of_the_statement(reference):
    """The numbers of the statement hold, and a shorter length scale is better there."""
    theta, X, y = np.array([0, 0, np.log(0.5)]), np.array([[0], [1]]), np.array([1, -1])
    assert reference.gp_logml(theta, X, y) == pytest.approx(-3.480867, abs=5e-7)
    assert reference.gp_grad(theta, X, y) == pytest.approx([0.423754, -1.156916, 0.684397], abs=5e-7)
    mean, variance = reference.gp_predict(theta, X, y, np.array([[0], [0.5], [5]]))
    assert mean == pytest.approx([0.611481, 0, -0.000516], abs=5e-7)
    assert variance == pytest.approx([0.184603, 0.161015, 1], abs=5e-7)
    assert reference.gp_logml(theta - [0, 0.1, 0], X, y) > reference.gp_logml(theta, X, y)


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_likelihood_to_many_digits(reference, rng, N, d):
    """With 50 digits, the density itself has the same logarithm."""
    theta, X, y = case(rng, N, d)
    with mpmath.workdps(50):
        s, ell, noise = (mpmath.exp(mpmath.mpf(value)) for value in theta)
        K = mpmath.matrix(N, N)
        for i, j in np.ndindex(N, N):
            square = mpmath.fsum((mpmath.mpf(a) - mpmath.mpf(b)) ** 2 for a, b in zip(X[i], X[j], strict=True))
            K[i, j] = s**2 * mpmath.exp(-square / (2 * ell**2)) + (noise**2 if i == j else 0)
        v = mpmath.matrix(y.tolist())
        density = mpmath.exp(-(v.T * mpmath.lu_solve(K, v))[0] / 2) / mpmath.sqrt((2 * mpmath.pi) ** N * mpmath.det(K))
    assert reference.gp_logml(theta, X, y) == pytest.approx(float(mpmath.log(density)), rel=1e-11)


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_gradient_by_two_oracles(reference, rng, N, d):
    """Autograd and complex steps agree with the gradient."""
    theta, X, y = case(rng, N, d)
    got = reference.gp_grad(theta, X, y)
    assert got == pytest.approx(autograd.grad(logml)(theta, X, y), rel=1e-9, abs=1e-11)
    for j in range(3):
        K = covariance(theta + 1e-30j * np.eye(3)[j], X)
        step = -(y @ np.linalg.solve(K, y) + np.log(np.linalg.det(K))).imag / 2e-30
        assert got[j] == pytest.approx(step, rel=1e-9, abs=1e-11)


@pytest.mark.parametrize("unit", [-20.0, 20.0])
def test_gradient_in_extreme_units(reference, rng, unit):
    """With 50 digits it is the same for points that are alike, with the least noise, in the largest and least units."""
    X = 1e-3 * rng.normal(size=(10, 2))
    theta, y = np.array([unit, 0.0, unit - np.log(100)]), np.exp(unit) * np.sin(X[:, 0] + 0.01 * rng.normal(size=10))
    with mpmath.workdps(50):
        s, ell, noise = (mpmath.exp(2 * mpmath.mpf(value)) for value in theta)
        K, D = mpmath.matrix(10), mpmath.matrix(10)
        for i, j in np.ndindex(10, 10):
            D[i, j] = mpmath.fsum((mpmath.mpf(a) - mpmath.mpf(b)) ** 2 for a, b in zip(X[i], X[j], strict=True))
            K[i, j] = s * mpmath.exp(-D[i, j] / (2 * ell))
        inverse = (K + noise * mpmath.eye(10)) ** -1
        alpha = inverse * mpmath.matrix(y.tolist())
        pull = alpha * alpha.T - inverse
        places = list(np.ndindex(10, 10))
        right = [
            mpmath.fsum(pull[i, j] * K[i, j] for i, j in places),
            mpmath.fsum(pull[i, j] * K[i, j] * D[i, j] / ell for i, j in places) / 2,
            mpmath.fsum(pull[i, i] * noise for i in range(10)),
        ]
    right = np.array([float(value) for value in right])
    assert np.linalg.norm(reference.gp_grad(theta, X, y) - right) < 1e-10 * max(1, np.linalg.norm(right))


def test_measurements_come_one_after_the_other(reference, rng):
    """The likelihood is the product of what each measurement was, as predicted from those before it."""
    theta, X, y = case(rng, 6, 2)
    total = -(y[0] ** 2 / (v := np.exp(2 * theta[0]) + np.exp(2 * theta[2])) + np.log(2 * np.pi * v)) / 2
    for n in range(1, 6):
        mean, variance = (part.item() for part in reference.gp_predict(theta, X[:n], y[:n], X[n : n + 1]))
        v = variance + np.exp(2 * theta[2])
        total -= ((y[n] - mean) ** 2 / v + np.log(2 * np.pi * v)) / 2
    assert reference.gp_logml(theta, X, y) == pytest.approx(total, rel=1e-10)


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_predictions_by_conditioning(reference, rng, N, d):
    """Means and variances are those of the last entry of one large Gaussian, given all others, with 50 digits."""
    theta, X, y = case(rng, N, d)
    Z = rng.normal(size=(3, d))
    mean, variance = reference.gp_predict(theta, X, y, Z)
    for i, z in enumerate(Z):
        full = covariance(theta, np.vstack([X, z]))
        full[-1, -1] -= np.exp(2 * theta[2])  # the function has no noise
        with mpmath.workdps(50):
            K, c = mpmath.matrix(full[:-1, :-1].tolist()), mpmath.matrix(full[:-1, -1].tolist())
            weights = mpmath.lu_solve(K, c)
            assert mean[i] == pytest.approx(float((weights.T * mpmath.matrix(y.tolist()))[0]), rel=1e-9, abs=1e-11)
            left = mpmath.mpf(full[-1, -1]) - (weights.T * c)[0]
            assert variance[i] == pytest.approx(float(left), rel=1e-8, abs=1e-11)


def test_the_mean_is_kernel_ridge_regression(reference, rng):
    """Where σf = 1, the mean is that of kernel ridge regression with λ = σn²."""
    X, y, Z, ell, lam = rng.normal(size=(6, 2)), rng.normal(size=6), rng.normal(size=(4, 2)), 0.8, 0.3
    kernel = lambda A, B: np.exp(-((A[:, None] - B) ** 2).sum(axis=-1) / (2 * ell**2))  # noqa: E731
    right = kernel(Z, X) @ np.linalg.solve(kernel(X, X) + lam * np.eye(6), y)
    theta = np.array([0, np.log(ell), np.log(lam) / 2])
    assert reference.gp_predict(theta, X, y, Z)[0] == pytest.approx(right, rel=1e-10)


def test_a_length_scale_in_between_is_best(reference):
    """For nine points of a sine, a length scale that is too short and one that is too long are less likely."""
    X = np.linspace(-3, 3, 9)[:, None]
    y = np.sin(1.5 * X[:, 0])
    short, middle, long = (reference.gp_logml(np.log([1, ell, 0.15]), X, y) for ell in (0.2, 0.8, 3.0))
    assert middle > short > long
