"""Proves the reference: by autograd, complex steps and 50 digits, and by the features that nobody visits."""

import math

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest


def loss(K, y, a, lam):
    fitted = anp.dot(K, a)
    return anp.sum((fitted - y) ** 2) / 2 + lam / 2 * anp.dot(a, fitted)


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    X, y = np.array([[0.0], [1.0]]), np.array([1.0, 0.0])
    K = reference.rbf(X, X, 1)
    alpha = reference.krr_fit(K, y, 0.5)
    assert K[0, 1] == pytest.approx(0.606531, abs=5e-7)
    assert alpha == pytest.approx([0.796973, -0.322259], abs=5e-7)
    assert reference.predict(np.array([[0.5]]), X, alpha, 1) == pytest.approx([0.418934], abs=5e-7)
    assert reference.predict(X, X, alpha, 1) == pytest.approx([0.601513, 0.161130], abs=5e-7)
    assert reference.krr_grad(K, y, np.zeros(2), 0.5) == pytest.approx([-1, -0.606531], abs=5e-7)


@pytest.mark.parametrize(("n", "m", "d", "ell"), [(4, 3, 2, 0.7), (1, 5, 3, 2.0), (3, 3, 1, 1.3)])
def test_kernel_to_many_digits(reference, rng, n, m, d, ell):
    """Each entry is that of the definition, with 40 digits."""
    A, B = rng.normal(size=(n, d)), rng.normal(size=(m, d))
    K = reference.rbf(A, B, ell)
    with mpmath.workdps(40):
        for i in range(n):
            for j in range(m):
                square = sum((mpmath.mpf(a) - mpmath.mpf(b)) ** 2 for a, b in zip(A[i], B[j], strict=True))
                assert K[i, j] == pytest.approx(float(mpmath.exp(-square / (2 * mpmath.mpf(ell) ** 2))), rel=1e-13)


def test_kernel_is_a_product_of_features(reference, rng):
    """In one dimension, exp(−x²/2) xᵏ/√k! are features: their products add up to the kernel."""
    A, B = rng.uniform(-1, 1, size=(4, 1)), rng.uniform(-1, 1, size=(3, 1))

    def features(X):
        return np.exp(-(X**2) / 2) * np.array([X[:, 0] ** k / math.sqrt(math.factorial(k)) for k in range(40)]).T

    assert reference.rbf(A, B, 1) == pytest.approx(features(A) @ features(B).T, rel=1e-13)


@pytest.mark.parametrize(("N", "lam"), [(6, 0.3), (2, 1.5), (1, 0.7), (5, 1e-6)])
def test_fit_to_many_digits(reference, rng, N, lam):
    """With 50 digits, the linear system has the same solution."""
    X, y = rng.normal(size=(N, 2)), rng.normal(size=N)
    K = reference.rbf(X, X, 1.2)
    with mpmath.workdps(50):
        right = mpmath.lu_solve(mpmath.matrix(K.tolist()) + mpmath.mpf(lam) * mpmath.eye(N), mpmath.matrix(y.tolist()))
        right = np.array([float(value) for value in right])
    got = reference.krr_fit(K, y, lam)
    assert np.linalg.norm(got - right) <= 1e-9 * np.linalg.norm(right)


@pytest.mark.parametrize(("N", "lam"), [(6, 0.3), (1, 0.7), (4, 0)])
def test_gradient_by_two_oracles(reference, rng, N, lam):
    """Autograd and a complex step agree with the gradient."""
    X, y, a = rng.normal(size=(N, 2)), rng.normal(size=N), rng.normal(size=N)
    K = reference.rbf(X, X, 1.2)
    got = reference.krr_grad(K, y, a, lam)
    assert got == pytest.approx(autograd.grad(loss, 2)(K, y, a, lam), rel=1e-11, abs=1e-11)
    steps = [loss(K, y, a + 1e-30j * step, lam).imag / 1e-30 for step in np.eye(N)]
    assert got == pytest.approx(steps, rel=1e-11, abs=1e-11)


def test_fit_is_ridge_regression_on_the_features(reference, rng):
    """With features φ(x) = (x, x², 1) and their kernel, predictions are those of ridge regression in three weights."""
    x, y, lam, new = rng.normal(size=7), rng.normal(size=7), 0.6, rng.normal(size=4)
    features, others = (np.column_stack([t, t**2, np.ones_like(t)]) for t in (x, new))
    w = np.linalg.solve(features.T @ features + lam * np.eye(3), features.T @ y)
    alpha = reference.krr_fit(features @ features.T, y, lam)
    assert others @ features.T @ alpha == pytest.approx(others @ w, rel=1e-9)


def test_leaving_one_out_is_free(reference, rng):
    """The statement's formula gives the errors of N fits that leave one sample out each."""
    X, y, lam = rng.normal(size=(6, 2)), rng.normal(size=6), 0.4
    K = reference.rbf(X, X, 1)
    alpha, inverse = reference.krr_fit(K, y, lam), np.linalg.inv(K + lam * np.eye(6))
    for i in range(6):
        kept = np.arange(6) != i
        rest = reference.krr_fit(K[np.ix_(kept, kept)], y[kept], lam)
        error = y[i] - reference.predict(X[i : i + 1], X[kept], rest, 1)[0]
        assert alpha[i] / inverse[i, i] == pytest.approx(error, rel=1e-9)


def test_predictions_are_sums_over_the_points(reference, rng):
    """Each prediction is the sum of the definition."""
    X, new, alpha = rng.normal(size=(5, 3)), rng.normal(size=(2, 3)), rng.normal(size=5)
    for got, point in zip(reference.predict(new, X, alpha, 0.8), new, strict=True):
        right = sum(a * math.exp(-(math.dist(point, x) ** 2) / 1.28) for a, x in zip(alpha, X, strict=True))
        assert got == pytest.approx(right, rel=1e-12, abs=1e-14)
