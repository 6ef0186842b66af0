"""Hidden tests: 4.5 points for the log density, 4.5 for its derivatives by x, 4 for that by Σ, and 2 for the rest."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, in_single, points, raises, symmetric_edges

SIZES = [(5, 3), (3, 3), (1, 2), (53, 1)]
SOLVED = 1e-7  # tolerance where Σ is ill-conditioned


def turned(rng, values):
    """Return a symmetric matrix that has these eigenvalues, and no eigenvector along an axis."""
    Q, _ = np.linalg.qr(draw(rng, len(values), len(values)))
    Sigma = Q * np.asarray(values, dtype=float) @ Q.T
    return (Sigma + Sigma.T) / 2


def case(rng, N, d):
    """Return samples, a mean, and a covariance whose condition is below 20."""
    return draw(rng, N, d), draw(rng, d), turned(rng, rng.uniform(0.2, 3.0, size=d))


def at_the_edges(rng):
    """Yield samples, a mean and a covariance of every kind."""
    for Sigma, X, mu in symmetric_edges(rng, "5 n", "n", definite=True):
        yield X, mu, Sigma
    X, mu, Sigma = case(rng, 3, 3)
    yield X, rng.shared.permutation(np.arange(-2, 2))[:3], Sigma
    away = 2e4 * mu
    yield away + X, away, np.array([[4, 1, 0], [1, 3, -1], [0, -1, 2]])
    yield np.asfortranarray(1e-7 * X * [1, 0, 1]), 1e-7 * mu, 1e-14 * Sigma
    yield case(rng, 1, 1)


@points(3)
def test_log_density(submission, reference, rng):
    """Log densities are right for more samples than coordinates and for as many, for one sample and one coordinate."""
    agree_on(submission.gaussian_logpdf, reference.gaussian_logpdf, [case(rng, N, d) for N, d in SIZES])


@points(1)
def test_log_density_far_away_and_in_many_dimensions(submission, reference, rng):
    """They are right 80 standard deviations out, and for 80 coordinates in tiny units and in huge ones."""
    X, mu, Sigma = case(rng, 4, 2)
    far = mu + 80 * np.sqrt(np.linalg.norm(Sigma, 2)) * X / np.linalg.norm(X, axis=1, keepdims=True)
    cases = [(far, mu, Sigma)]
    for unit in (1e-5, 1e5):
        X, mu, Sigma = case(rng, 3, 80)
        far = between_singles(unit * 30 * mu)  # rounding shows
        cases.append((far + unit * X, far, unit**2 * Sigma))
    got = list(submission.gaussian_logpdf.each(cases))  # all of them, for they tell mistakes apart
    for values, arguments in zip(got, cases, strict=True):
        agree(values, reference.gaussian_logpdf(*arguments))


@points(0.5)
def test_log_density_refuses(submission, reference, rng):
    """A matrix with a negative eigenvalue is no covariance, whatever its size and its determinant; with 0.1 it is."""
    X, mu = draw(rng, 3, 2), draw(rng, 2)
    nearly = turned(rng, [0.1, 1.0])
    agree(submission.gaussian_logpdf(X, mu, nearly), reference.gaussian_logpdf(X, mu, nearly))
    for Sigma in (np.diag([1.0, -1.0]), -np.eye(2), np.array([[1, 2], [2, 1]]), 1e-14 * turned(rng, [2.0, -0.5])):
        raises(ValueError, submission.gaussian_logpdf, X, mu, Sigma)


@points(2.5)
def test_gradient_by_x(submission, reference, rng):
    """The gradient by x is right at every row, for all sizes."""
    agree_on(submission.gaussian_grad_x, reference.gaussian_grad_x, [case(rng, N, d) for N, d in SIZES])


@points(2)
def test_hessian_by_x(submission, reference, rng):
    """The Hessian by x is right in three dimensions, in two and in one."""
    given = [(turned(rng, rng.uniform(0.2, 3.0, size=d)),) for d in (3, 2, 1)]
    agree_on(submission.gaussian_hess_x, reference.gaussian_hess_x, given)


@points(3)
def test_gradient_by_covariance(submission, reference, rng):
    """The gradient by the covariance of the sum of all log densities is right, for all sizes."""
    agree_on(submission.gaussian_grad_cov, reference.gaussian_grad_cov, [case(rng, N, d) for N, d in SIZES])


@points(1, after="test_gradient_by_covariance", why="the covariance that makes data most likely, without the reference")
def test_gradient_is_zero_at_the_sample_covariance(submission, rng):
    """It is zero at the covariance of the sample, divided by N; at twice that it is -(N/8) Σ⁻¹."""
    mu, N, d = draw(rng, 3), 12, 3
    Q, _ = np.linalg.qr(draw(rng, N, d))
    root = turned(rng, [0.5, 1.0, 2.0])
    X = mu + np.sqrt(N) * Q @ root
    found = submission.gaussian_grad_cov.each([(X, mu, root @ root), (X, mu, 2 * root @ root)])
    for got, right in zip(found, (np.zeros((d, d)), -N / 8 * np.linalg.inv(root @ root)), strict=True):
        agree(got, right, tol=SOLVED)


@points(1)
def test_conditional_variance(submission, reference, rng):
    """The variance of each coordinate once all others are known is right in four dimensions, in two and in one."""
    given = [(turned(rng, rng.uniform(0.2, 3.0, size=d)),) for d in (4, 2, 1)]
    agree_on(submission.conditional_variance, reference.conditional_variance, [*given, (np.diag([0.5, 2.0, 3.0]),)])


@points(0.5)
def test_ill_conditioned_covariance(submission, reference, rng):
    """All five are right where the largest eigenvalue is a million times the smallest."""
    X, mu, Sigma = 10 * draw(rng, 4, 3), draw(rng, 3), turned(rng, [1e-3, 0.7, 1e3])
    for name in ("gaussian_logpdf", "gaussian_grad_x", "gaussian_grad_cov"):
        agree(getattr(submission, name)(X, mu, Sigma), getattr(reference, name)(X, mu, Sigma), tol=SOLVED)
    for name in ("gaussian_hess_x", "conditional_variance"):
        agree(getattr(submission, name)(Sigma), getattr(reference, name)(Sigma), tol=SOLVED)


@points(0.5)
def test_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    given = [*at_the_edges(rng), in_single(case(rng, 4, 3))]
    for name in ("gaussian_logpdf", "gaussian_grad_x", "gaussian_grad_cov"):
        agree_on(getattr(submission, name), getattr(reference, name), given)
    for name in ("gaussian_hess_x", "conditional_variance"):
        agree_on(getattr(submission, name), getattr(reference, name), [(given[k][2],) for k in (0, 1, 2, 3, 4, -1)])
