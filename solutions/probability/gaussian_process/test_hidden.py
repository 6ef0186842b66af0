"""Hidden tests: 4 points for the likelihood, 6 for its gradient, 1 for many points, 3.5 for predictions, 0.5 more."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, edges, expect, in_single, points

SIZES = [(7, 2), (3, 3), (6, 1), (1, 2), (1, 1)]
SOLVED = 1e-7  # tolerance for many points


def case(rng, N, d):
    """Return the logarithms of scales, points and measurements."""
    return rng.uniform([-0.2, -0.3, -1.1], [0.8, 0.7, -0.1]), draw(rng, N, d), draw(rng, N)


def quiet(theta):
    """Return the same scales with hardly more noise than a hundredth of the first, where any more of it shows."""
    return np.array([theta[0], theta[1], theta[0] + np.log(0.011)])


def scales(rng):
    """Yield logarithms of scales of every kind, each for one of the calls of at_the_edges."""
    yield np.array([1, 0, -1])[::-1]
    yield np.repeat(np.full(3, 0.5), 2)[::2]
    yield np.array([0.2, -16.0, -0.4])  # for tiny points
    yield np.zeros(3)
    yield np.array([14.0, 14.5, 13.5])  # for huge numbers
    yield -1e-7 * rng.uniform(1, 2, size=3)
    yield np.array([1.0, -1.0, 0.0])
    yield -np.abs(draw(rng, 3)) / 2
    yield np.array([0.4, 0.7, 0.4])


def at_the_edges(rng):
    """Yield arguments of gp_predict of every kind."""
    for theta, (X, y, Z) in zip(scales(rng), edges(rng, "N d", "N", "M d"), strict=True):
        yield theta, X, y, Z
    unit, (_, X, y), Z = 1e-7, case(rng, 4, 3), draw(rng, 2, 3)
    yield np.array([-16.0, -16, -17]), np.asfortranarray(unit * X), unit * y, np.asfortranarray(unit * Z)
    twice = np.asfortranarray(np.vstack([X, X[:1]]) * [1, 0, 1])
    whole = np.rint(3 * draw(rng, 2, 3)).astype(int)
    yield np.array([0.4, 0.6, -0.3]), twice, np.append(y, -y.sum()), np.asfortranarray(whole)
    for number, new in ((1, Z), (0, X), (2, Z)):  # whole numbers of one beside floats of all others
        arguments = [np.array([0.4, 0.6, -0.3]), X, y, new]
        arguments[number] = np.rint(arguments[number] * 2).astype(int)
        yield tuple(arguments)
    yield np.array([1, 0, -1]), *(np.rint(2 * one).astype(int) for one in (X, y, Z))
    yield np.array([0.4, 0.0, -0.3]), 0.1 * X, 1e12 * y, 5 + 0.1 * Z  # some 8 length scales away, where it counts


@points(4)
def test_likelihood(submission, reference, rng):
    """The log marginal likelihood is right for all sizes, and for a single point."""
    agree_on(submission.gp_logml, reference.gp_logml, [case(rng, N, d) for N, d in SIZES])


@points(1)
def test_many_points(submission, reference, rng):
    """Likelihood and gradient are right for 80 points, measured in thousandths with little noise, and in thousands."""
    theta, X, y = case(rng, 80, 2)
    shifts = [np.log(unit) * np.array([1, 0, 1]) for unit in (1e-3, 1e3)]
    shifts[0][2] += quiet(theta)[2] - theta[2]
    given = [(between_singles(theta + shift), X, np.exp(shift[0]) * y) for shift in shifts]
    agree_on(submission.gp_logml, reference.gp_logml, given, tol=SOLVED)
    agree_on(submission.gp_grad, reference.gp_grad, given[:1], tol=SOLVED)


@points(5)
def test_gradient(submission, reference, rng):
    """The gradient by the logarithms of the three scales is right, for all sizes."""
    agree_on(submission.gp_grad, reference.gp_grad, [case(rng, N, d) for N, d in SIZES])


@points(1, after="test_gradient", why="what units cannot change, without the reference")
def test_gradient_in_other_units(submission, rng):
    """It is the same for y and for X in other units; its first and third entry add up to yᵀα − N."""
    theta, X, y = case(rng, 5, 2)
    shift = np.log(7.0)
    given = [
        (theta, X, y),
        (theta + shift * np.array([1, 0, 1]), X, 7 * y),
        (theta + shift * np.eye(3)[1], 7 * X, y),
    ]
    first, *others = submission.gp_grad.each(given)
    g = expect(first, (3,), what="gp_grad(theta, X, y)")
    for other, name in zip(others, "yX", strict=True):
        agree(other, g, what=f"the gradient for {name} in another unit")
    squares = ((X[:, None] - X) ** 2).sum(axis=-1)
    K = np.exp(2 * theta[0] - squares / 2 * np.exp(-2 * theta[1])) + np.exp(2 * theta[2]) * np.eye(5)
    agree(g[0] + g[2], y @ np.linalg.solve(K, y) - 5, what="the sum of its first and third entry")


@points(3)
def test_predictions(submission, reference, rng):
    """Means and variances are right at several new points, at one, and at as many as there are data."""
    given = [(*case(rng, N, d), draw(rng, M, d)) for (N, d), M in zip(SIZES, (4, 3, 1, 2, 1), strict=True)]
    theta, *others = given[2]
    given[2] = (quiet(theta), *others)
    agree_on(submission.gp_predict, reference.gp_predict, given)


@points(0.5)
def test_predictions_near_and_far(submission, rng):
    """With hardly any noise the function goes through its data, and far away nothing is known of it."""
    theta, y = np.array([0.4, 0.0, np.log(1e-4)]), draw(rng, 4)
    X = 3.0 * np.array([[0, 0], [1, 0], [0, 1], [1, 1]]) + 0.2 * draw(rng, 4, 2)
    mean, variance = values(submission.gp_predict(theta, X, y, np.vstack([X, 100 + X])), 8)
    agree(mean[:4], y, tol=1e-4, what="the mean at each point of the data")
    agree(variance[:4], np.zeros(4), tol=1e-6, what="the variance at each point of the data")
    agree(mean[4:], np.zeros(4), what="the mean at each point far away")
    agree(variance[4:], np.full(4, np.exp(0.8)), what="the variance at each point far away")


def values(got, M):
    """Return means and variances as arrays of float64."""
    agree(len(got) if isinstance(got, tuple | list) else 0, 2, what="the number of arrays that come back")
    return [expect(part, (M,), what=name) for part, name in zip(got, ("means", "variances"), strict=True)]


@points(0.5)
def test_other_arrays(submission, reference, rng):
    """All are right for all sizes, slices, whole numbers, equal points, tiny and huge numbers, and float32."""
    given = [*at_the_edges(rng), in_single((*case(rng, 4, 2), draw(rng, 3, 2)))]
    agree_on(submission.gp_logml, reference.gp_logml, [arguments[:3] for arguments in given])
    agree_on(submission.gp_grad, reference.gp_grad, [arguments[:3] for arguments in given])
    agree_on(submission.gp_predict, reference.gp_predict, given)
