"""Hidden tests: 3 points for polar, 4 for its Jacobian, 3 for that of the square, 5 for the two in a chain."""

import numpy as np

from autograder import agree, agree_on, points


def coordinates(rng):
    """Return r, θ of two points in opposite quadrants, as rows, none of them near an axis."""
    r, theta = np.array([1.4, 0.7]) * rng.uniform(0.9, 1.1, size=2), rng.uniform(0.4, 0.7, size=2)
    return np.stack([r, theta + np.array([0, np.pi])], axis=1)


def others(rng):
    """Return points of other kinds.

    They are whole numbers stored backwards, whole floats that add up to 0, equal numbers in a slice, the centre without
    and with an angle, a tiny point and a huge one.
    """
    size, angle = rng.uniform(0.4, 1.6, size=2)
    return [
        np.array([2, 3])[::-1],
        np.array([1.0, -1.0]),
        np.full(4, 13 + angle)[::2],
        np.zeros(2),
        np.array([0.0, angle]),
        1e-7 * np.array([size, -angle]),
        np.array([3e6 * size, -20 - angle]),
    ]


def single(rng):
    """Return a point as float32, and the same numbers as float64."""
    place = rng.uniform(0.4, 1.6, size=2).astype(np.float32)
    return place, place.astype(float)


def agree_on_others(function, right, rng):
    """Check a function of one point at points of other kinds."""
    agree_on(function, lambda place: right(place.astype(float)), [(place,) for place in others(rng)])
    place, exact = single(rng)
    agree(function(place), right(exact), tol=1e-4)


@points(2)
def test_polar(submission, reference, rng):
    """The point is right in opposite quadrants."""
    agree_on(submission.polar, reference.polar, [(q,) for q in coordinates(rng)])


@points(1)
def test_polar_of_other_points(submission, reference, rng):
    """The point is right for slices, whole, tiny, huge and float32 numbers, any angle, and at the centre."""
    agree_on_others(submission.polar, reference.polar, rng)


@points(3)
def test_polar_jacobian(submission, reference, rng):
    """The Jacobian of polar is right in opposite quadrants."""
    agree_on(submission.polar_jac, reference.polar_jac, [(q,) for q in coordinates(rng)])


@points(1)
def test_polar_jacobian_of_other_points(submission, reference, rng):
    """The Jacobian of polar is right for slices, whole, tiny, huge and float32 numbers, and at the centre."""
    agree_on_others(submission.polar_jac, reference.polar_jac, rng)


@points(2)
def test_square_jacobian(submission, reference, rng):
    """The Jacobian of the square is right in opposite quadrants."""
    agree_on(submission.square_jac, reference.square_jac, [(reference.polar(q),) for q in coordinates(rng)])


@points(1)
def test_square_jacobian_of_other_points(submission, reference, rng):
    """The Jacobian of the square is right for slices, whole, tiny, huge and float32 numbers, and at the origin."""
    agree_on_others(submission.square_jac, reference.square_jac, rng)


@points(3.5)
def test_composed_jacobian(submission, reference, rng):
    """The Jacobian of both in a chain is right in opposite quadrants."""
    with right_parts(submission, reference):
        agree_on(submission.compose_jac, reference.compose_jac, [(q,) for q in coordinates(rng)])


@points(1.5)
def test_composed_jacobian_of_other_points(submission, reference, rng):
    """The Jacobian of both in a chain is right for slices, whole, tiny, huge and float32 numbers, and at r = 0."""
    with right_parts(submission, reference):
        agree_on_others(submission.compose_jac, reference.compose_jac, rng)


def right_parts(submission, reference):
    """Put right functions in the place of those that are judged by themselves."""
    parts = ("polar", "polar_jac", "square_jac")
    return submission.replacing(**{name: getattr(reference, name) for name in parts})
