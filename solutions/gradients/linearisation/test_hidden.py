"""Hidden tests: 8 points for the linearisation, 7 for the grid."""

import numpy as np

from autograder import agree, draw, expect, points


def waves(rng, m, n):
    """Return sin(Ax) + Bx², for one point or many, and its Jacobian, for the same."""
    A, B = draw(rng, m, n), draw(rng, m, n)

    def F(x):
        return np.sin(x @ A.T) + x**2 @ B.T

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


def model(submission, F, J, x0):
    """Return the student's linearisation, a function."""
    L = submission.linearise(F, J, x0)
    assert callable(L), "linearise should return a function."
    return L


# linearise


@points(4)
def test_linearisation(submission, rng):
    """The linearisation is right at random points, whether there are more outputs than inputs or fewer."""
    results = []
    for m, n in [(2, 2), (4, 2), (2, 3)]:
        (F, J), x0 = waves(rng, m, n), draw(rng, n)
        L = model(submission, F, J, x0)
        results += [(L(x0 + d), F(x0) + J(x0) @ d) for d in draw(rng, 2, n)]
    for value, right in results:
        agree(value, right, what="linearise(F, J, x0)(x)")


@points(1.5)
def test_linearisation_of_many_points(submission, rng):
    """The linearisation takes points in arrays of any shape, with the coordinates in the last axis."""
    results = []
    for m, d in ((2, draw(rng, 2, 2)), (1, draw(rng, 4, 2)), (2, draw(rng, 3, 5, 2)), (3, draw(rng, 5, 2)[::2])):
        (F, J), x0 = waves(rng, m, 2), draw(rng, 2)
        results.append((model(submission, F, J, x0)(x0 + d), F(x0) + d @ J(x0).T, d.shape))
    for value, right, shape in results:
        agree(value, right, what=f"linearise(F, J, x0)(x), for x of shape {shape},")


@points(1)
def test_linearisation_at_other_numbers(submission, rng):
    """The linearisation is right at whole numbers, at float32 numbers, at slices, and for one input and one output."""
    F, J = waves(rng, 1, 1)
    results = []
    for x0 in (np.array([2]), draw(rng, 1).astype(np.float32), draw(rng, 4)[1::4]):
        x = draw(rng, 1)
        exact = x0.astype(float)
        results.append((model(submission, F, J, x0)(x), F(exact) + J(exact) @ (x - exact), x0.dtype))
    for value, right, dtype in results:
        agree(value, right, tol=1e-4 if dtype == np.float32 else 1e-9, what="linearise(F, J, x0)(x)")


@points(1.5)
def test_what_is_left_over(submission, rng):
    """What the linearisation of z ↦ a z² leaves over is exactly a d², at every point."""
    F, J = turned_square(rng)
    x0, d = draw(rng, 2), draw(rng, 2)
    left = F(x0 + d) - expect(model(submission, F, J, x0)(x0 + d), (2,), what="linearise(F, J, x0)(x0 + d)")
    agree(left, F(d), what="F(x0 + d) less linearise(F, J, x0)(x0 + d)")


# grid_lines


def grids(submission, F, J, x0, half, n):
    """Return the student's two grids, with right functions in the place of those that are judged by themselves."""
    function, jacobian_of_it, centre = F, J, x0

    # Named as the student's own, which may be called by keywords.
    def linear(F, J, x0):
        return lambda x: function(centre) + (np.asarray(x) - centre) @ jacobian_of_it(centre).T

    def jacobian(F, x):
        return jacobian_of_it(x)

    with submission.replacing(linearise=linear, numeric_jacobian=jacobian, complex_step=jacobian):
        value = submission.grid_lines(F, x0, half, n)
    assert isinstance(value, tuple | list) and len(value) == 2, "grid_lines should return two arrays, true and lin."
    return value


def displacements(half, n):
    """Return how far the points of a grid lie from its centre, in an array of shape (n, n, 2)."""
    along = [-half + 2 * half * k / (n - 1) for k in range(n)]
    return np.array([[(a, b) for b in along] for a in along])


@points(3)
def test_true_grid(submission, rng):
    """The points of the grid are sent through F, the first index moving the first coordinate."""
    results = []
    for n in (5, 4):
        (F, J), x0, half = turned_square(rng), draw(rng, 2), rng.uniform(0.3, 0.9)
        true, _ = grids(submission, F, J, x0, half, n)
        results.append((true, F(x0 + displacements(half, n))))
    for true, right in results:
        agree(true, right, what="true")


@points(3)
def test_linear_grid(submission, rng):
    """The same points are sent through the linearisation: each edge of a cell is a column of the Jacobian."""
    results = []
    for n in (5, 4):
        (F, J), x0, half = waves(rng, 2, 2), draw(rng, 2), rng.uniform(0.3, 0.9)
        _, lin = grids(submission, F, J, x0, half, n)
        results.append((lin, F(x0) + displacements(half, n) @ J(x0).T))
    for lin, right in results:
        agree(lin, right, tol=1e-7, what="lin")


@points(1)
def test_other_grids(submission, rng):
    """Grids of four points, around whole numbers, and of no extent at all, are right."""
    results = []
    for x0, half, n in [(np.array([1, -2]), rng.uniform(0.3, 0.9), 2), (draw(rng, 4)[::2], 0.0, 3)]:
        F, J = turned_square(rng)
        right = F(x0 + displacements(half, n)), F(1.0 * x0) + displacements(half, n) @ J(x0).T
        results.append((grids(submission, F, J, x0, half, n), right))
    for (true, lin), right in results:
        agree(true, right[0], what="true")
        agree(lin, right[1], tol=1e-7, what="lin")
