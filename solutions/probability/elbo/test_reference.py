"""Proves the reference: by autograd, complex steps and 50 digits, by quadrature, and by the evidence that it bounds."""

import autograd
import autograd.numpy as anp
import mpmath
import numpy as np
import pytest

SIZES = [(3, 4), (3, 3), (2, 1), (1, 3), (1, 1)]


def case(rng, k, m):
    L = np.tril(rng.normal(size=(k, k)))
    L[np.diag_indices(k)] = rng.uniform(0.3, 2.0, size=k)
    return rng.normal(size=k), L, rng.normal(size=m), rng.normal(size=(m, k)), 0.7


def divergence(mu, L):
    return anp.sum(L**2) / 2 + anp.sum(mu**2) / 2 - len(mu) / 2 - anp.sum(anp.log(anp.diag(L)))


def log_likelihood(z, x, C, s2):
    return -len(x) / 2 * anp.log(2 * anp.pi * s2) - anp.sum((x - anp.dot(C, z)) ** 2) / (2 * s2)


def bound(mu, L, x, C, s2):
    spread = anp.sum(anp.dot(C, L) ** 2) / (2 * s2)
    return log_likelihood(mu, x, C, s2) - spread - divergence(mu, L)


def sampled(mu, L, eps, x, C, s2):
    values = [log_likelihood(mu + anp.dot(L, e), x, C, s2) for e in eps]
    return sum(values) / len(eps) - divergence(mu, L)


def test_example_of_the_statement(reference):
    """The numbers of the statement hold."""
    mu, L, x, C = np.array([1]), np.array([[0.5]]), np.array([2, 1]), np.array([[1], [1]])
    assert reference.gaussian_kl(mu, L) == pytest.approx(0.818147, abs=5e-7)
    assert reference.elbo(mu, L, x, C, 1) == pytest.approx(-3.406024, abs=5e-7)
    evidence = reference.elbo(mu, np.array([[3**-0.5]]), x, C, 1)
    assert evidence == pytest.approx(-3.387183, abs=5e-7)
    spread = np.array([[2.0, 1], [1, 2]])
    right = -(x @ np.linalg.solve(spread, x)) / 2 - np.log(np.linalg.det(spread)) / 2 - np.log(2 * np.pi)
    assert evidence == pytest.approx(right, rel=1e-14)
    for eps, right in (
        (None, (0, 0.5)),
        (np.array([[1], [-1]]), (0, 0.5)),
        (np.array([[2]]), (-2, -0.5)),
    ):
        by = reference.elbo_grad if eps is None else lambda *given, e=eps: reference.elbo_sample_grad(e, *given)
        assert [part.item() for part in by(mu, L, x, C, 1)] == pytest.approx(right, abs=1e-14)


@pytest.mark.parametrize("k", [1, 2, 4])
def test_divergence_to_many_digits(reference, rng, k):
    """With 50 digits, the formula with traces, determinants and inverses of covariances gives the same number."""
    mu, L, *_ = case(rng, k, 1)
    with mpmath.workdps(50):
        M, m = mpmath.matrix(L.tolist()), mpmath.matrix(mu.tolist())
        Sigma = M * M.T
        trace = mpmath.fsum(Sigma[i, i] for i in range(k))
        right = (trace + (m.T * m)[0] - k - mpmath.log(mpmath.det(Sigma))) / 2
    assert reference.gaussian_kl(mu, L) == pytest.approx(float(right), rel=1e-12)


def test_divergence_by_quadrature(reference):
    """In one dimension it is the integral of q (log q − log p), and not the other way round."""
    mu, deviation = mpmath.mpf("0.6"), mpmath.mpf("0.4")

    def q(z):
        return mpmath.npdf(z, mu, deviation)

    right = mpmath.quad(lambda z: q(z) * (mpmath.log(q(z)) - mpmath.log(mpmath.npdf(z))), [-8, 0, mu, 8])
    assert reference.gaussian_kl(np.array([0.6]), np.array([[0.4]])) == pytest.approx(float(right), rel=1e-9)


@pytest.mark.parametrize(("k", "m"), SIZES)
def test_bound_and_gradients_by_autograd(reference, rng, k, m):
    """Autograd agrees with bound and gradients, once what lies above the diagonal is left out."""
    mu, L, *others = case(rng, k, m)
    assert reference.elbo(mu, L, *others) == pytest.approx(bound(mu, L, *others), rel=1e-12)
    by_mu, by_L = reference.elbo_grad(mu, L, *others)
    assert by_mu == pytest.approx(autograd.grad(bound)(mu, L, *others), rel=1e-9, abs=1e-11)
    assert by_L == pytest.approx(np.tril(autograd.grad(bound, 1)(mu, L, *others)), rel=1e-9, abs=1e-11)
    eps = rng.normal(size=(5, k))
    by_mu, by_L = reference.elbo_sample_grad(eps, mu, L, *others)
    assert by_mu == pytest.approx(autograd.grad(sampled)(mu, L, eps, *others), rel=1e-9, abs=1e-11)
    assert by_L == pytest.approx(np.tril(autograd.grad(sampled, 1)(mu, L, eps, *others)), rel=1e-9, abs=1e-11)


@pytest.mark.parametrize(("k", "m"), SIZES)
def test_gradients_by_complex_steps(reference, rng, k, m):
    """A complex step in each entry of the lower triangle agrees, for the bound and for its average over samples."""
    mu, L, *others = case(rng, k, m)
    eps = rng.normal(size=(3, k))
    exact, drawn = reference.elbo_grad(mu, L, *others)[1], reference.elbo_sample_grad(eps, mu, L, *others)[1]
    for i, j in zip(*np.tril_indices(k), strict=True):
        moved = L.astype(complex)
        moved[i, j] += 1e-30j
        assert exact[i, j] == pytest.approx(bound(mu, moved, *others).imag / 1e-30, rel=1e-9, abs=1e-11)
        assert drawn[i, j] == pytest.approx(sampled(mu, moved, eps, *others).imag / 1e-30, rel=1e-9, abs=1e-11)
    assert not np.triu(exact, 1).any()
    assert not np.triu(drawn, 1).any()


def test_bound_is_the_expectation_over_q(reference, rng):
    """In one dimension, Hermite's quadrature of log p(x, z) − log q(z) over q gives the bound."""
    mu, L, x, C, s2 = case(rng, 1, 3)
    nodes, weights = np.polynomial.hermite_e.hermegauss(20)
    total = 0.0
    for e, weight in zip(nodes, weights / weights.sum(), strict=True):
        z = mu + L[0, 0] * e
        prior, q = -(z[0] ** 2) / 2, -(e**2) / 2 - np.log(L[0, 0])  # both without log 2π / 2
        total += weight * (log_likelihood(z, x, C, s2) + prior - q)
    assert reference.elbo(mu, L, x, C, s2) == pytest.approx(total, rel=1e-11)


def test_it_bounds_the_evidence_and_touches_it(reference, rng):
    """The gap to the evidence is the divergence of q from the posterior: never negative, 0 at the posterior."""
    _, _, x, C, s2 = case(rng, 3, 4)
    Sigma = np.linalg.inv(np.eye(3) + C.T @ C / s2)
    best, root = Sigma @ C.T @ x / s2, np.linalg.cholesky(Sigma)
    spread = C @ C.T + s2 * np.eye(4)
    evidence = -(x @ np.linalg.solve(spread, x) + np.linalg.slogdet(2 * np.pi * spread)[1]) / 2
    assert reference.elbo(best, root, x, C, s2) == pytest.approx(evidence, rel=1e-12)
    assert all(np.abs(part).max() < 1e-12 for part in reference.elbo_grad(best, root, x, C, s2))
    for _ in range(20):
        mu, L, *_ = case(rng, 3, 4)
        white = np.linalg.solve(root, L)
        shift = np.linalg.solve(root, mu - best)
        gap = (np.sum(white**2) + shift @ shift - 3) / 2 - np.sum(np.log(np.diag(L) / np.diag(root)))
        assert gap > 0
        assert reference.elbo(mu, L, x, C, s2) == pytest.approx(evidence - gap, rel=1e-10)


def test_samples_are_unbiased(reference, rng):
    """Samples with the mean 0 and the covariance I give the exact gradients, and any others do not."""
    mu, L, *others = case(rng, 3, 4)
    Q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    right = reference.elbo_grad(mu, L, *others)
    for got, part in zip(
        reference.elbo_sample_grad(np.sqrt(3) * np.vstack([Q, -Q]), mu, L, *others), right, strict=True
    ):
        assert got == pytest.approx(part, rel=1e-10, abs=1e-11)
    assert np.abs(reference.elbo_sample_grad(Q, mu, L, *others)[0] - right[0]).max() > 1e-3
