"""Hidden tests: 8 points for the linearisation, 7 for the grid."""

import numpy as np

from autograder import agree, draw, expect, in_kind_of, points


def waves(rng, m, n, level=0.0):
    """Return sin(Ax) + Bx² and a constant, for one point or many, and its Jacobian, for the same."""
    A, B = draw(rng, m, n), draw(rng, m, n)

    def F(x):
        return np.sin(x @ A.T) + x**2 @ B.T + level

    def J(x):
        return np.cos(x @ A.T)[..., None] * A + 2 * x[..., None, :] * B

    return F, J


def turned_square(rng):
    """Return z ↦ a z² as a map of the plane, for one point or many, and its Jacobian."""
    c, s = np.cos(angle := rng.uniform(0.5, 1.0)), np.sin(angle)
    turn = np.array([[c, -s], [s, c]])

    def F(u):
        x, y = u[..., 0], u[..., 1]
        return np.stack([x**2 - y**2, 2 * x * y], axis=-1) @ turn.T

    def J(u):
        return turn @ np.array([[2 * u[0], -2 * u[1]], [2 * u[1], 2 * u[0]]])

    return F, J


def models(submission, cases):
    """Return the student's linearisations, functions."""
    models = list(submission.linearise.each(cases))
    assert all(map(callable, models)), "linearise should return a function."
    return models


# linearise


@points(4)
def test_linearisation(submission, rng):
    """The linearisation is right at random points, whether there are more outputs than inputs or fewer."""
    results, cases = [], [(*waves(rng, m, n), draw(rng, n)) for m, n in [(2, 2), (4, 2), (2, 3)]]
    for L, (F, J, x0) in zip(models(submission, cases), cases, strict=True):
        steps = draw(rng, 2, x0.size)
        results += zip(L.each([(x0 + d,) for d in steps]), [F(x0) + J(x0) @ d for d in steps], strict=True)
    for value, right in results:
        agree(value, right, what="linearise(F, J, x0)(x)")


@points(1.5)
def test_linearisation_of_many_points(submission, rng):
    """The linearisation takes points in arrays of any shape, with the coordinates in the last axis."""
    results, steps = [], (draw(rng, 2, 2), draw(rng, 4, 2), draw(rng, 3, 5, 2), draw(rng, 5, 2)[::2])
    cases = [(*waves(rng, m, 2, level=9.0), draw(rng, 2)) for m in (2, 1, 2, 3)]
    for L, d, (F, J, x0) in zip(models(submission, cases), steps, cases, strict=True):
        results.append((L(x0 + d), F(x0) + d @ J(x0).T, d.shape))
    for value, right, shape in results:
        agree(value, right, what=f"linearise(F, J, x0)(x), for x of shape {shape},")


def edge_cases(rng):
    """Yield a point x0, points x, and what F and J answer: each once whole, equal, tiny, huge, zero, negative or many.

    Arrays are stored backwards, in slices and in Fortran's order.
    """
    A, small = draw(rng, 3, 3), 1e-7 * draw(rng).item()
    square = np.array([[0.0, -2, 3], [0, 0, 0], [0, 1, -2]], order="F")
    yield np.array([3, 0, -1])[::-1], square, -1 - np.abs(draw(rng, 2)), A[:2]
    whole = np.array([[1, 2, 0], [-1, 1, 1], [0, 0, 5]])
    yield np.full(6, 1.5)[::2], np.array([3, 0, -1])[::-1], np.array([-3, -1, -2]), whole
    yield np.zeros(1), np.full((4, 1), 2.5), np.zeros(1), -np.abs(draw(rng, 1, 1))
    yield draw(rng, 2), draw(rng, 1, 2), draw(rng, 2), np.zeros((2, 2))
    yield np.array([small, -small]), -1e-7 * np.abs(draw(rng, 2)), 3e6 * draw(rng, 2), 3e6 * draw(rng, 2, 2)
    yield 3e6 * draw(rng, 2), np.zeros((3, 2)), 1e-7 * draw(rng, 2), 1e-7 * draw(rng, 2, 2)
    many = np.rint(3e6 * draw(rng, 53, 53))
    many[0] = many[:, 0] = 0
    yield np.tile([1.0, -1, 2, -2], 14)[:53], many, draw(rng, 6), draw(rng, 6, 53)
    yield np.array([-2.0]), draw(rng, 1), draw(rng, 2), draw(rng, 2, 1)
    yield draw(rng, 1), draw(rng, 1, 1), draw(rng, 2), draw(rng, 2, 1)


@points(1)
def test_linearisation_at_other_numbers(submission, rng):
    """The linearisation is right for whole, equal, tiny, huge, zero and float32 numbers, slices, and many inputs."""
    cases, rights = [], []
    for x0, x, value, slopes in edge_cases(rng):
        cases.append((lambda t, value=value: value, lambda t, slopes=slopes: slopes, x0))
        rights.append((x, value + (x - x0.astype(float)) @ slopes.T, 1e-9))
    (G, K), x0, x = waves(rng, 2, 2), np.array([3, -1]), draw(rng, 2)
    cases.append((lambda t: in_kind_of(t, G(t)), lambda t: in_kind_of(t, K(t)), x0))
    rights.append((x, G(x0) + K(x0) @ (x - x0), 1e-9))
    (F, J), x0, x = waves(rng, 1, 2), *draw(rng, 2, 2).astype(np.float32)
    cases.append((F, J, x0))
    rights.append((x, F(x0) + J(x0) @ (x - x0), 1e-4))
    found = [L(x) for L, (x, _, _) in zip(models(submission, cases), rights, strict=True)]
    for value, (_, right, tol) in zip(found, rights, strict=True):
        agree(value, right, tol=tol, what="linearise(F, J, x0)(x)")


@points(1.5)
def test_what_is_left_over(submission, rng):
    """What the linearisation of z ↦ a z² leaves over is exactly a d², at every point."""
    F, J = turned_square(rng)
    x0, d = draw(rng, 2), draw(rng, 2)
    (L,) = models(submission, [(F, J, x0)])
    left = F(x0 + d) - expect(L(x0 + d), (2,), what="linearise(F, J, x0)(x0 + d)")
    agree(left, F(d), what="F(x0 + d) less linearise(F, J, x0)(x0 + d)")


# grid_lines


# What stands in the place of the student's own, named as theirs are, which may be called by keywords. It uses what it
# is handed, be it a function of theirs.


def linearise(F, J, x0):
    """Return the linearisation of F at x0."""
    x0 = np.array(x0, dtype=float)
    value, slopes = np.asarray(F(x0)), np.asarray(J(x0), dtype=float)
    return lambda x: value + (np.asarray(x, dtype=float) - x0) @ slopes.T


def complex_step(F, x):
    """Return the Jacobian of F at x by a complex step."""
    x = np.array(x, dtype=float)
    return np.stack([np.imag(F(x + 1e-30j * e)) / 1e-30 for e in np.eye(x.size)], axis=1)


def numeric_jacobian(F, x):
    """Return the Jacobian of F at x by central differences."""
    x = np.array(x, dtype=float)
    steps = 2.0**-17 * np.diag(np.maximum(1.0, np.abs(x)))
    return np.stack([(np.real(F(x + e)) - np.real(F(x - e))) / (2 * np.sum(e)) for e in steps], axis=1)


def grids(submission, cases):
    """Return the student's pairs of grids, with right functions in the place of those that are judged by themselves."""
    with submission.replacing(linearise=linearise, numeric_jacobian=numeric_jacobian, complex_step=complex_step):
        pairs = list(submission.grid_lines.each(cases))
    for pair in pairs:
        assert isinstance(pair, tuple | list) and len(pair) == 2, "grid_lines should return two arrays, true and lin."
    return pairs


def displacements(half, n):
    """Return how far the points of a grid lie from its centre, in an array of shape (n, n, 2)."""
    along = [-half + 2 * half * k / (n - 1) for k in range(n)]
    return np.array([[(a, b) for b in along] for a in along])


@points(3)
def test_true_grid(submission, rng):
    """The points of the grid are sent through F, the first index moving the first coordinate."""
    cases = [(turned_square(rng)[0], draw(rng, 2), rng.uniform(0.3, 0.9), n) for n in (5, 4)]
    for (true, _), (F, x0, half, n) in zip(grids(submission, cases), cases, strict=True):
        agree(true, F(x0 + displacements(half, n)), what="true")


@points(3)
def test_linear_grid(submission, rng):
    """The same points are sent through the linearisation: each edge of a cell is a column of the Jacobian."""
    cases, slopes = [], []
    for n in (5, 4):
        (F, J), x0 = waves(rng, 2, 2), draw(rng, 2)
        cases.append((F, x0, rng.uniform(0.3, 0.9), n))
        slopes.append(J(x0))
    for (_, lin), (F, x0, half, n), slope in zip(grids(submission, cases), cases, slopes, strict=True):
        agree(lin, F(x0) + displacements(half, n) @ slope.T, tol=1e-6, what="lin")


@points(1)
def test_other_grids(submission, rng):
    """Grids of 4 points and of many, around whole, equal, tiny, huge and zero numbers, of any extent, are right."""
    given, rights = [], []
    small, large = 1e-7 * draw(rng).item(), 1e6 * rng.uniform(3, 4)
    cases = [
        (np.array([0, 2])[::-1], 0.5, 2, 1),
        (np.full(4, 1.5)[::2], 0.0, 3, 1),
        (np.zeros(2, dtype=np.float32), 1.5, 6, 1),
        (np.array([small, -small]), 3e-9, 4, 1e7),
        (np.array([-large, -2 * large]), large, 53, 1e-6),
    ]
    for x0, half, n, unit in cases:
        F, J = scaled(turned_square(rng), unit)
        right = F(x0 + displacements(half, n)), F(1.0 * x0) + displacements(half, n) @ J(1.0 * x0).T
        given.append((F, x0, half, n))
        rights.append((right, 1e-4 if x0.dtype == np.float32 else 1e-7))
    for (true, lin), (right, tol) in zip(grids(submission, given), rights, strict=True):
        agree(true, right[0], tol=tol if tol > 1e-5 else 1e-9, what="true")
        agree(lin, right[1], tol=tol, what="lin")


def scaled(about, unit):
    """Return a map and its Jacobian for coordinates that are measured in another unit."""
    F, J = about
    return lambda u: in_kind_of(u, F(unit * u)), lambda u: unit * J(unit * u)
