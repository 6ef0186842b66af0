"""Public tests: the example of the statement, and one look at shapes."""

import numpy as np

from autograder import agree, expect

X0 = np.array([1.0, 1.0])


def F(u):
    """The map of the example, for one point or many."""
    return np.stack([u[..., 0] ** 2 - u[..., 1] ** 2, 2 * u[..., 0] * u[..., 1]], axis=-1)


def J(u):
    """Its Jacobian at one point."""
    return 2 * np.array([[u[0], -u[1]], [u[1], u[0]]])


def test_linearisation_of_the_example(submission):
    """The linearisation at (1, 1) is (0, 2) there, and (0.2, 2.2) at (1.1, 1)."""
    L = submission.linearise(F, J, X0)
    assert callable(L), "linearise should return a function."
    agree(L(X0), np.array([0.0, 2.0]))
    agree(L(np.array([1.1, 1.0])), np.array([0.2, 2.2]))


def test_linearisation_of_many_points(submission):
    """The linearisation takes a grid of 4 by 3 points, and returns 4 by 3 points."""
    L = submission.linearise(F, J, X0)
    assert callable(L), "linearise should return a function."
    expect(L(np.ones((4, 3, 2))), (4, 3, 2))


def test_grid_of_the_example(submission):
    """The grid of 3 by 3 points around (1, 1) has the images of the statement."""
    true, lin = both(submission.grid_lines(F, X0, 0.1, 3), 3)
    agree(true[[1, 2, 1], [1, 1, 2]], np.array([[0.0, 2.0], [0.21, 2.2], [-0.21, 2.2]]), what="true, at three points,")
    agree(lin[[1, 2, 1], [1, 1, 2]], np.array([[0.0, 2.0], [0.2, 2.2], [-0.2, 2.2]]), tol=1e-7, what="lin, there,")


def both(value, n):
    """Check that two grids came back, and return them."""
    assert isinstance(value, tuple | list) and len(value) == 2, "grid_lines should return two arrays, true and lin."
    return [expect(grid, (n, n, 2), what=name) for grid, name in zip(value, ("true", "lin"), strict=True)]
