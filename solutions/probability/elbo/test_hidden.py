"""Hidden tests: 3.5 points for the divergence, 5 for the bound, 6 for its gradients, 4.5 by samples, 1 for the rest."""

import numpy as np

from autograder import agree, agree_on, draw, edges, expect, in_single, points

SIZES = [(3, 4), (3, 3), (2, 1), (1, 3), (1, 1), (4, 2), (2, 60)]
SAMPLES = [5, 3, 2, 4, 1, 60, 1]


def factor(rng, k):
    """Return a lower triangular matrix whose diagonal lies between 0.4 and 1.6."""
    numbers = draw(rng, k, k)
    return np.tril(numbers, -1) / max(1.0, k / 3) + np.diag(np.abs(np.diag(numbers)))


def case(rng, k, m):
    """Return mu, L, x, C and s2."""
    return draw(rng, k), factor(rng, k), draw(rng, m), draw(rng, m, k), rng.uniform(1.1, 2.5)


def posterior(x, C, s2):
    """Return the mean and the Cholesky factor of the posterior, and the evidence."""
    Sigma = np.linalg.inv(np.eye(C.shape[1]) + C.T @ C / s2)
    spread = C @ C.T + s2 * np.eye(len(x))
    evidence = -0.5 * (x @ np.linalg.solve(spread, x) + np.linalg.slogdet(2 * np.pi * spread)[1])
    return Sigma @ C.T @ x / s2, np.linalg.cholesky(Sigma), evidence


def factors(rng):
    """Yield lower triangular matrices of shape (3, 3), of every kind, each with a positive diagonal."""
    yield np.array([[2, 0, 0], [-1, 1, 0], [0, -3, 1]])[::-1].copy()[::-1]
    yield np.array([[2.0, 0, 0], [-4, 1, 0], [1, -2, 2]])  # adds up to 0
    yield np.asfortranarray(1e-7 * factor(rng, 3))
    yield np.repeat(2e6 * factor(rng, 3), 2, axis=1)[:, ::2]
    yield np.asfortranarray(factor(rng, 3))


def at_the_edges(rng):
    """Yield arguments of every kind."""
    whole = [[[1, -2], [0, 1]], [1, -1], [[2, 0], [-1, 1]], [2, 0, -1], [[1, 0], [2, 1], [-1, 1]]]
    yield *map(np.array, whole), 2
    for eps, mu, x, C, number in edges(rng, "S k", "k", "m", "m k", ""):
        yield eps, mu, factor(rng, len(mu)), x, C, abs(number) or 2.0
    for number, L in enumerate(factors(rng)):
        eps, (mu, _, x, C, s2) = draw(rng, 4, 3), case(rng, 3, (2, 3)[number % 2])
        if number == 1:
            eps, mu = np.rint(3 * eps).astype(int), np.rint(3 * mu)
        yield eps, mu, L, np.rint(2 * x).astype(int) if number == 4 else x, C, (s2, 2, 3.0, s2)[number % 4]
    eps, (mu, L, x, C, s2) = draw(rng, 4, 3), case(rng, 3, 2)
    yield np.asfortranarray(eps - eps.mean()), mu, L, 6e-7 * x, np.asfortranarray(1e-6 * C), 1e-10  # a bound above 0
    yield 1e-7 * eps, 1e7 * mu, 1e7 * L, 1e7 * x, C - C.mean(), 4e6


def agree_on_gradient(submission, reference, number, given):
    """Compare one of two gradients."""
    for got, arguments in zip(submission.elbo_grad.each(given), given, strict=True):
        count = len(got) if isinstance(got, tuple | list) else 0
        agree(count, 2, what="the number of arrays that come back")
        agree(got[number], reference.elbo_grad(*arguments)[number], what=f"the gradient by {('mu', 'L')[number]}")


@points(3)
def test_divergence(submission, reference, rng):
    """The divergence is right in three dimensions, one and two, and 0 for N(0, I) itself."""
    given = [(draw(rng, k), factor(rng, k)) for k in (3, 1, 2)]
    agree_on(submission.gaussian_kl, reference.gaussian_kl, [*given, (np.zeros(3), np.eye(3))])


@points(0.5)
def test_divergence_in_many_dimensions(submission, reference, rng):
    """It is right for 150 coordinates with deviations of a thousandth, and of a thousand."""
    mu = draw(rng, 150)
    agree_on(submission.gaussian_kl, reference.gaussian_kl, [(mu, unit * np.eye(150)) for unit in (1e-3, 1e3)])


@points(4)
def test_bound(submission, reference, rng):
    """The bound is right for all sizes."""
    helped = submission.replacing(gaussian_kl=reference.gaussian_kl)
    agree_on(submission.elbo, reference.elbo, [case(rng, k, m) for k, m in SIZES], helped=helped)


@points(1, after="test_bound", why="what the bound is for, without the reference")
def test_it_is_a_bound(submission, reference, rng):
    """At the posterior it is the evidence; elsewhere it is less."""
    _, _, x, C, s2 = case(rng, 2, 3)
    mu, L, evidence = posterior(x, C, s2)
    given = [(mu, L, x, C, s2), (mu + 0.3, L * [1.0, 1.2], x, C, s2)]
    with submission.replacing(gaussian_kl=reference.gaussian_kl):
        best, less = submission.elbo.each(given)
    agree(best, evidence, what="the bound at the posterior")
    agree(expect(less, what="the bound elsewhere") < evidence, True, what="that the bound is less elsewhere")


@points(2.5)
def test_gradient_by_mu(submission, reference, rng):
    """The gradient by mu is right for all sizes."""
    agree_on_gradient(submission, reference, 0, [case(rng, k, m) for k, m in SIZES[:6]])


@points(3.5)
def test_gradient_by_factor(submission, reference, rng):
    """The gradient by L is right for all sizes, with zeros above its diagonal."""
    agree_on_gradient(submission, reference, 1, [case(rng, k, m) for k, m in SIZES[:6]])


@points(3.5)
def test_sample_gradients(submission, reference, rng):
    """Both gradients of the average over given samples are right, for all sizes, and for a single sample."""
    given = [(draw(rng, S, k), *case(rng, k, m)) for (k, m), S in zip(SIZES, SAMPLES, strict=True)]
    agree_on(submission.elbo_sample_grad, reference.elbo_sample_grad, given)


@points(1, after="test_sample_gradients", why="where samples have exact moments, no luck is left")
def test_sample_gradients_of_perfect_samples(submission, reference, rng):
    """For samples of mean 0 and covariance I, they are the gradients of the bound itself."""
    Q, _ = np.linalg.qr(draw(rng, 3, 3))
    eps, arguments = np.sqrt(3) * np.vstack([Q, -Q]), case(rng, 3, 4)
    agree(submission.elbo_sample_grad(eps, *arguments), reference.elbo_grad(*arguments))


@points(1)
def test_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, zeros, equal, tiny and huge numbers, and float32."""
    samples = [*at_the_edges(rng), in_single((draw(rng, 4, 3), *case(rng, 3, 2)[:4], 0.5))]
    given = [arguments for _, *arguments in samples]
    some = given[:8] + given[11:15] + given[-1:]
    agree_on(submission.gaussian_kl, reference.gaussian_kl, [(mu, L) for mu, L, *_ in some])
    agree_on(submission.elbo_grad, reference.elbo_grad, given)
    samples.append((np.repeat(draw(rng, 11, 3), 100, axis=0), *case(rng, 3, 2)))
    agree_on(submission.elbo_sample_grad, reference.elbo_sample_grad, samples)
    helped = submission.replacing(gaussian_kl=reference.gaussian_kl)
    mu, L, x, C, s2 = case(rng, 3, 4)
    given.append([mu, 1e-6 * L, 1e6 * C @ mu + x, 1e6 * C, s2])  # x is near C mu, though both are large
    agree_on(submission.elbo, reference.elbo, given, helped=helped)
