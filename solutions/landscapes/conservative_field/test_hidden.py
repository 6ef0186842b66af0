"""Hidden tests: 7 points for the work, 6 for the curl, and 2 for the field that has the one without the other."""

import numpy as np

from autograder import agree, agree_on, between_singles, draw, edges, expect, in_single, points

TOLERANCE = 1e-7  # of first derivatives by differences


# Fields. They take one point or many in rows, and complex numbers too.


def linear(A, b):
    """Return the field A r + b."""
    return lambda r: r @ A.T + b


def waves(rng, n):
    """Return a field that is no polynomial, and its Jacobian as a function of the point."""
    A, B = draw(rng, n, n), draw(rng, n, n)

    def jacobian(x):
        return np.cos(A @ x)[:, None] * A + (B @ x)[:, None] * B

    return lambda r: np.sin(r @ A.T) + (r @ B.T) ** 2 / 2, jacobian


def short_waves(rng, n):
    """Return a field in whose slopes any rounding of a point shows, and its Jacobian as a function of the point."""
    A = draw(rng, n, n)
    return lambda r: np.sin(12 * r @ A.T) / 12, lambda x: np.cos(12 * A @ x)[:, None] * A


def cubic(rng, n):
    """Return a field of polynomials of degree 3, and its Jacobian as a function of the point."""
    A, B = draw(rng, n, n), draw(rng, n, n)

    def jacobian(x):
        a, b = (A @ x)[:, None], (B @ x)[:, None]
        return 2 * a * b * A + a**2 * B

    return lambda r: (r @ A.T) ** 2 * (r @ B.T), jacobian


def vortex(r):
    """The field (-y, x) / (x² + y²)."""
    return np.stack([-r[..., 1], r[..., 0]], axis=-1) / (r**2).sum(axis=-1, keepdims=True)


def circle(rng, centre, steps=24):
    """Return a closed path, once round a circle of radius 1 from anywhere on it, anticlockwise."""
    angles = rng.uniform(0, 2 * np.pi) + np.linspace(0, 2 * np.pi, steps + 1)
    path = centre + np.stack([np.cos(angles), np.sin(angles)], axis=1)
    path[-1] = path[0]
    return path


# The work


@points(3)
def test_work(submission, reference, rng):
    """The work of linear fields along random open paths is exact; a path may be a single segment."""
    cases = []
    for n, k in ((3, 4), (2, 1), (1, 3)):
        F, path = linear(draw(rng, n, n), draw(rng, n)), draw(rng, k + 1, n)
        path[2:3] = path[0]  # there and back
        cases.append((F, between_singles(9 * path)))
    agree_on(submission.work, reference.work, cases)


@points(1.5)
def test_work_of_a_force(submission, rng):
    """The work of a force -∇L is L at the start less L at the end, on any path, and zero on a closed one."""
    A, path = draw(rng, 3, 3), draw(rng, 5, 3)
    H = A + A.T

    def force(r):
        return -r @ H

    losses = np.einsum("ki,ij,kj->k", path, H, path) / 2
    works = submission.work.each([(force, path), (force, np.concatenate([path, path[:1]]))])
    for work, right in zip(works, (losses[0] - losses[-1], 0.0), strict=True):
        agree(work, right)


@points(1.5)
def test_error_falls_with_the_square_of_the_segments(submission, rng):
    """On a curve, four times as many segments divide the error by about 16, or by more."""
    turn, size, end = np.linalg.qr(rng.normal(size=(2, 2)))[0], rng.uniform(0.5, 2), rng.uniform(1.8, 2.2)
    errors = []
    for k in (6, 24):
        angles = np.linspace(0, end, k + 1)
        arc = size * np.stack([np.cos(angles), np.sin(angles)], axis=1) @ turn
        got = expect(submission.work(lambda r: force_of_a_valley(r @ turn.T / size) @ turn / size, arc))
        errors.append(abs(got - valley(1, 0) + valley(np.cos(end), np.sin(end))))
    slope = np.log(max(errors[0], 1e-15) / max(errors[1], 1e-15)) / np.log(4)
    assert slope >= 1.75 or max(errors) < 1e-6, (
        f"With 6 segments on an arc the work is wrong by {errors[0]:.2g}, and with 24 by {errors[1]:.2g}; "
        "four times as many segments should divide the error by about 16."
    )


def valley(x, y):
    """A loss that is no polynomial."""
    return np.exp(x) * y


def force_of_a_valley(r):
    """The force of the valley."""
    slope = np.exp(r[..., 0])
    return np.stack([-slope * r[..., 1], -slope], axis=-1)


@points(1)
def test_work_along_other_arrays(submission, reference, rng):
    """The work is right along paths of whole numbers, slices, of any length and size, and along paths of float32."""
    cases = [(on_the_scale_of(rng, path), path) for (path,) in edges(rng, "m n") if len(path) > 1]
    whole = rng.shared.permutation(np.arange(-5, 7)).reshape(3, 4)[:, ::2]
    segment = np.array([[3], [int(rng.shared.integers(-3, 2))]])
    cases += [
        (lambda r: 0 * r, 2 * whole),
        (lambda r: 1e-8 * (r - 13), 2 * whole),
        (lambda r: np.rint(r.real).astype(int), 2 * segment),
        (np.cos, np.zeros((3, 2))),
        (linear(draw(rng, 2, 2), draw(rng, 2)), *in_single([draw(rng, 4, 2)])),
    ]
    agree_on(submission.work, reference.work, cases)


def on_the_scale_of(rng, path):
    """Return a linear field whose work along a path is about 1, however large the path is."""
    size, n = np.max(np.abs(path)) or 1.0, path.shape[1]
    A, b = draw(rng, n, n), draw(rng, n)
    return lambda r: (r / size @ A.T + b) / size


# The curl


@points(2.5)
def test_curl(submission, rng):
    """J - Jᵀ is right at random points, also where a coordinate is 0 or tiny, for fields of 2, 4 and 5 components."""
    cases, rights = [], []
    for n, (F, jacobian) in ((4, waves(rng, 4)), (2, waves(rng, 2)), (5, short_waves(rng, 5))):
        x = draw(rng, n)
        x[:2] *= [0, 1e-8] if n == 4 else 1
        cases.append((F, x))
        rights.append(jacobian(x) - jacobian(x).T)
    agree_on_curls(submission, cases, rights)


def agree_on_curls(submission, cases, rights):
    """Check J - Jᵀ of fields at points, to seven digits, or four for float32."""
    for curl, (_, x), right in zip(submission.curl_matrix.each(cases), cases, rights, strict=True):
        agree(curl, right, tol=1e-4 if x.dtype == np.float32 else TOLERANCE)


@points(1, after="test_curl", why="a force has no curl, and zeros are no answer")
def test_curl_of_a_force(submission, rng):
    """A force -∇L has no curl, whatever L is; nor has any field of one component."""
    A, x = draw(rng, 7, 7), draw(rng, 7)
    cases = (lambda r: -np.cos(r @ A.T) @ A, x), (lambda r: r**2, x[:1])
    agree_on_curls(submission, cases, (np.zeros((7, 7)), np.zeros((1, 1))))


@points(1)
def test_digits_survive(submission, rng):
    """J - Jᵀ keeps its digits where the field is thousands of times as large as its slopes."""
    (F, jacobian), x = waves(rng, 8), draw(rng, 8)
    J = jacobian(x)
    agree(submission.curl_matrix(lambda r: F(r) - 9000, x), J - J.T, tol=2e-6)


@points(1)
def test_large_coordinates(submission, rng):
    """J - Jᵀ is right where coordinates are near a million, be it one of them or all."""
    (F, jacobian), signs = cubic(rng, 3), rng.shared.permutation([1, -1, -1])
    x = between_singles(1e6 * signs * rng.uniform(0.4, 1.6, size=3))
    G, scale = waves(rng, 2), np.array([1e6, 1.0])
    mixed = between_singles(draw(rng, 2) * scale)
    slopes = jacobian(x), G[1](mixed / scale) / scale
    agree_on_curls(submission, [(F, x), (lambda r: G[0](r / scale), mixed)], [J - J.T for J in slopes])


@points(0.5)
def test_curl_at_other_arrays(submission, rng):
    """J - Jᵀ is right at whole numbers, slices, many coordinates of any size, for flat fields, and at float32."""
    cases, rights = [], []
    for (x,) in edges(rng, "n", tiny=1e-8):
        F, C = waves_about(rng, x)
        cases.append((F, x))
        rights.append(C)
    F, jacobian = waves(rng, 2)
    for flat in (lambda r: 0 * r, lambda r: np.full(r.shape, 3), lambda r: 1e-9 * F(r)):
        cases.append((flat, draw(rng, 2)))
        rights.append(np.zeros((2, 2)))
    x = draw(rng, 2).astype(np.float32)
    J = jacobian(x.astype(float))
    agree_on_curls(submission, [*cases, (F, x)], [*rights, J - J.T])


def waves_about(rng, x):
    """Return a field that changes over the size of each coordinate of a point, and its J - Jᵀ there."""
    n, scale = len(x), np.maximum(1.0, np.abs(x))
    A, B, size = draw(rng, n, n) / np.sqrt(n), draw(rng, n, n) / np.sqrt(n), np.max(scale)
    J = size * (np.cos(A @ (x / scale))[:, None] * A + (B @ (x / scale))[:, None] * B) / scale
    return lambda r: size * (np.sin(r / scale @ A.T) + (r / scale @ B.T) ** 2 / 2), J - J.T


# Both


@points(2, after="test_curl")
def test_vortex(submission, rng):
    """The vortex has no curl, and no work on a loop beside its hole; once round, its work is 2π times its strength."""
    strength = rng.own.uniform(0.4, 1.6)
    round_the_hole = circle(rng, rng.uniform(-0.05, 0.05, size=2))
    paths = {
        "once round its hole": (round_the_hole, 2 * np.pi),
        "three quarters round its hole": (round_the_hole[:19], 1.5 * np.pi),
        "on a loop beside its hole": (circle(rng, 6 * draw(rng, 2)), 0.0),
    }
    works = [
        expect(work)
        for work in submission.work.each([(lambda r: strength * vortex(r), path) for path, _ in paths.values()])
    ]
    agree(submission.curl_matrix(vortex, draw(rng, 2)), np.zeros((2, 2)), tol=TOLERANCE)
    for got, (which, (_, right)) in zip(works, paths.items(), strict=True):
        agree(got, strength * right, tol=0.05, what=f"the work of the vortex {which}")
