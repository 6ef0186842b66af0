"""Proves the reference: by autograd, with 50 digits, by complex steps, and by what conditioning on the others means."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(5, 3), (3, 3), (4, 1), (1, 2)]


def case(rng, N, d):
    A = rng.normal(size=(d, d + 2))
    return rng.normal(size=(N, d)), rng.normal(size=d), A @ A.T + 0.1 * np.eye(d)


def loglik(X, mu, Sigma):
    D = X - mu
    quadratic = anp.sum(D * anp.linalg.solve(Sigma, D.T).T)
    return -quadratic / 2 - len(X) / 2 * (anp.linalg.slogdet(Sigma)[1] + len(mu) * anp.log(2 * anp.pi))


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    Sigma, mu, X = np.array([[2, 1], [1, 2]]), np.zeros(2), np.array([[1, 0]])
    assert reference.gaussian_logpdf(np.array([[1, 0], [0, 0]]), mu, Sigma) == pytest.approx(
        [-2.720517, -2.387183], abs=5e-7
    )
    assert reference.gaussian_grad_x(X, mu, Sigma) == pytest.approx(np.array([[-2 / 3, 1 / 3]]), rel=1e-14)
    assert reference.gaussian_hess_x(Sigma) == pytest.approx(-np.array([[2, -1], [-1, 2]]) / 3, rel=1e-14)
    right = np.array([[-1 / 9, 1 / 18], [1 / 18, -5 / 18]])
    assert reference.gaussian_grad_cov(X, mu, Sigma) == pytest.approx(right, rel=1e-14)
    assert reference.conditional_variance(Sigma) == pytest.approx([1.5, 1.5], rel=1e-14)


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_log_density_to_many_digits(reference, rng, N, d):
    """With 50 digits the density itself, and then its logarithm, is the same."""
    X, mu, Sigma = case(rng, N, d)
    with mpmath.workdps(50):
        S = mpmath.matrix(Sigma.tolist())
        for row, got in zip(X, reference.gaussian_logpdf(X, mu, Sigma), strict=True):
            x = mpmath.matrix(row.tolist()) - mpmath.matrix(mu.tolist())
            density = mpmath.exp(-(x.T * S**-1 * x)[0] / 2) / mpmath.sqrt((2 * mpmath.pi) ** d * mpmath.det(S))
            assert got == pytest.approx(float(mpmath.log(density)), rel=1e-12)


@pytest.mark.parametrize(("N", "d"), SIZES)
def test_derivatives_by_two_oracles(reference, rng, N, d):
    """Autograd agrees with all three derivatives, and complex steps do with the gradients."""
    X, mu, Sigma = case(rng, N, d)
    grad_x, grad_cov = reference.gaussian_grad_x(X, mu, Sigma), reference.gaussian_grad_cov(X, mu, Sigma)
    assert grad_x == pytest.approx(autograd.grad(loglik)(X, mu, Sigma), rel=1e-9, abs=1e-9)
    assert grad_cov == pytest.approx(autograd.grad(loglik, 2)(X, mu, Sigma), rel=1e-9, abs=1e-9)
    hessian = autograd.hessian(lambda x: loglik(x[None], mu, Sigma))(X[0])
    assert reference.gaussian_hess_x(Sigma) == pytest.approx(hessian, rel=1e-9, abs=1e-9)
    for i, j in np.ndindex(d, d):
        moved = Sigma.astype(complex)
        moved[i, j] += 1e-30j
        quadratic = np.sum((X - mu) * np.linalg.solve(moved, (X - mu).T).T)
        step = -(quadratic / 2 + N / 2 * np.log(np.linalg.det(moved))).imag / 1e-30
        assert grad_cov[i, j] == pytest.approx(step, rel=1e-9, abs=1e-9)
    for n, i in np.ndindex(N, d):
        moved = (X[n] - mu).astype(complex)
        moved[i] += 1e-30j
        assert grad_x[n, i] == pytest.approx(-(moved @ np.linalg.solve(Sigma, moved)).imag / 2e-30, rel=1e-9)


@pytest.mark.parametrize("d", [1, 2, 4])
def test_conditional_variance_is_what_the_others_leave(reference, rng, d):
    """Subtracting what the others predict, with 50 digits, leaves the same variance; it is never the larger one."""
    _, _, Sigma = case(rng, 1, d)
    got = reference.conditional_variance(Sigma)
    with mpmath.workdps(50):
        for i in range(d):
            others = [j for j in range(d) if j != i]
            left = mpmath.mpf(Sigma[i, i])
            if others:
                c = mpmath.matrix(Sigma[others, i].tolist())
                left -= (c.T * mpmath.matrix(Sigma[np.ix_(others, others)].tolist()) ** -1 * c)[0]
            assert got[i] == pytest.approx(float(left), rel=1e-11)
    assert np.all(got <= np.diag(Sigma) * (1 + 1e-12))


def test_a_small_entry_does_not_make_a_large_one_in_the_inverse(reference):
    """Of entries that would be false: with the same variance of x₁, the precision grows when others tell more of it."""
    loose, tight = (np.array([[2, c], [c, 2]]) for c in (0.1, 1.6))
    assert -reference.gaussian_hess_x(loose)[0, 0] == pytest.approx(0.5, rel=1e-2)
    assert -reference.gaussian_hess_x(tight)[0, 0] > 1.3
    assert np.all(np.linalg.eigvalsh(reference.gaussian_hess_x(tight)) < 0)


def test_most_likely_covariance_has_a_divisor_of_n(reference, rng):
    """The gradient is zero at the sample covariance divided by N, and not at that divided by N - 1."""
    X = rng.normal(size=(6, 2))
    D = (X - X.mean(axis=0)).T @ (X - X.mean(axis=0))
    assert reference.gaussian_grad_cov(X, X.mean(axis=0), D / 6) == pytest.approx(np.zeros((2, 2)), abs=1e-11)
    assert np.abs(reference.gaussian_grad_cov(X, X.mean(axis=0), D / 5)).max() > 0.01


@pytest.mark.parametrize("Sigma", [-np.eye(2), np.array([[1, 2], [2, 1]]), np.diag([1.0, -1.0])])
def test_refuses_what_is_no_covariance(reference, Sigma):
    """A negative eigenvalue is refused, also where the determinant is positive."""
    with pytest.raises(ValueError, match="positive definite"):
        reference.gaussian_logpdf(np.ones((1, 2)), np.zeros(2), Sigma)


def test_units_that_leave_the_floats(reference, rng):
    """In 80 dimensions a density in other units differs by the log of the units alone, though det Σ is no float."""
    X, mu, Sigma = case(rng, 3, 80)
    here = reference.gaussian_logpdf(X, mu, Sigma)
    for unit in (1e-3, 1e3):
        assert np.linalg.det(unit**2 * Sigma) in (0, np.inf)
        there = reference.gaussian_logpdf(unit * X, unit * mu, unit**2 * Sigma)
        assert there == pytest.approx(here - 80 * np.log(unit), rel=1e-9)
