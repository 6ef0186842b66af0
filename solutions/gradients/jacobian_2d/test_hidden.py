"""Hidden tests: 3 points for polar, 4 for its Jacobian, 3 for that of the square, 5 for the two in a chain."""

import numpy as np

from autograder import agree, points

QUADRANTS = np.pi / 2 * np.arange(4)


def coordinates(rng):
    """Return r, θ of four points, one in each quadrant, as rows of shape (4, 2), none of them near an axis."""
    r = rng.permutation([0.5, 0.8, 1.2, 1.5]) * rng.uniform(0.9, 1.1, size=4)
    return np.stack([r, QUADRANTS + rng.uniform(0.4, 1.1, size=4)], axis=1)


def others(rng):
    """Return points of other kinds, each with the same numbers as float64: slices, whole numbers, far angles, r = 0."""
    (r, theta), (a, b) = rng.uniform(0.4, 1.6, size=(2, 2))
    places = [np.array([r, 0.0, -theta, 0.0])[::2], np.array([3, 2]), np.array([a, 12 + b]), np.array([0.0, b])]
    return [(place, place.astype(float)) for place in places]


def single(rng):
    """Return a point as float32, and the same numbers as float64."""
    place = rng.uniform(0.4, 1.6, size=2).astype(np.float32)
    return place, place.astype(float)


def agree_on_others(function, right, rng):
    """Check a function of one point at points of other kinds."""
    for place, exact in others(rng):
        agree(function(place), right(exact))
    place, exact = single(rng)
    agree(function(place), right(exact), tol=1e-4)


@points(2)
def test_polar(submission, reference, rng):
    """The point is right in every quadrant."""
    for q in coordinates(rng):
        agree(submission.polar(q), reference.polar(q))


@points(1)
def test_polar_of_other_points(submission, reference, rng):
    """The point is right for slices, whole numbers, float32, any angle, and at the centre."""
    agree_on_others(submission.polar, reference.polar, rng)


@points(3)
def test_polar_jacobian(submission, reference, rng):
    """The Jacobian of polar is right in every quadrant."""
    for q in coordinates(rng):
        agree(submission.polar_jac(q), reference.polar_jac(q))


@points(1)
def test_polar_jacobian_of_other_points(submission, reference, rng):
    """The Jacobian of polar is right for slices, whole numbers, float32, any angle, and at the centre."""
    agree_on_others(submission.polar_jac, reference.polar_jac, rng)


@points(2)
def test_square_jacobian(submission, reference, rng):
    """The Jacobian of the square is right in every quadrant."""
    for q in coordinates(rng):
        u = reference.polar(q)
        agree(submission.square_jac(u), reference.square_jac(u))


@points(1)
def test_square_jacobian_of_other_points(submission, reference, rng):
    """The Jacobian of the square is right for slices, whole numbers, float32, and at the origin."""
    agree_on_others(submission.square_jac, reference.square_jac, rng)
    agree(submission.square_jac(np.zeros(2)), np.zeros((2, 2)))


@points(3.5)
def test_composed_jacobian(submission, reference, rng):
    """The Jacobian of both in a chain is right in every quadrant."""
    with right_parts(submission, reference):
        for q in coordinates(rng):
            agree(submission.compose_jac(q), reference.compose_jac(q))


@points(1.5)
def test_composed_jacobian_of_other_points(submission, reference, rng):
    """The Jacobian of both in a chain is right for slices, whole numbers, float32, any angle, and at the centre."""
    with right_parts(submission, reference):
        agree_on_others(submission.compose_jac, reference.compose_jac, rng)


def right_parts(submission, reference):
    """Put right functions in the place of those that are judged by themselves."""
    parts = ("polar", "polar_jac", "square_jac")
    return submission.replacing(**{name: getattr(reference, name) for name in parts})
