"""Right answers written differently, and the mistakes that students make, for both functions."""

import numpy as np

from autograder import correct, mistake

from .reference import linearise

# Right answers: linearise


@correct(of="linearise")
def by_einsum(F, J, x0):
    x0 = x0.astype(float)

    def L(x):
        return np.einsum("ij,...j->...i", J(x0), x - x0) + F(x0)

    return L


@correct(of="linearise")
def as_a_callable_object(F, J, x0):
    class Linearisation:
        def __init__(self, point):
            self.point, self.value, self.slopes = point, F(point), J(point)

        def __call__(self, x):
            return self.value + np.dot(x - self.point, np.transpose(self.slopes))

    return Linearisation(np.asarray(x0, dtype=np.float64))


@correct(of="linearise")
def as_a_constant_and_a_matrix(F, J, x0, *_):
    A = np.array(J(1.0 * x0), dtype=float)
    b = F(1.0 * x0) - A @ x0
    return lambda x: (A @ np.asarray(x)[..., None])[..., 0] + b


@correct(of="linearise")
def input_by_input(F, J, x0):
    x0 = np.array(x0, dtype=float)
    value, columns = F(x0), J(x0).T

    def L(x):
        total = np.zeros((*x.shape[:-1], len(value))) + value
        for j, column in enumerate(columns):
            total += np.multiply.outer(x[..., j] - x0[j], column)
        return total

    return L


# Right answers: grid_lines


def points_around(x0, half, n):
    """Return the points of the grid, the first index moving x."""
    x, y = np.meshgrid(x0[0] + np.linspace(-half, half, n), x0[1] + np.linspace(-half, half, n), indexing="ij")
    return np.stack([x, y], axis=-1)


def slopes_of(F, x):
    """Return the Jacobian of a map of the plane at one point, by a complex step."""
    return np.stack([F(x + 1e-30j * e).imag / 1e-30 for e in np.eye(2)], axis=1)


@correct(of="grid_lines")
def grid_by_linearise(F, x0, half, n):
    grid = points_around(x0, half, n)
    return F(grid), linearise(F, lambda x: slopes_of(F, x), x0)(grid)


@correct(of="grid_lines")
def grid_point_by_point(F, x0, half, n):
    x0 = np.array(x0, dtype=float)
    h = 1e-5 * max(1, np.max(np.abs(x0)))
    J = np.column_stack([(F(x0 + h * e) - F(x0 - h * e)) / (2 * h) for e in np.eye(2)])
    true, lin = np.zeros((n, n, 2)), np.zeros((n, n, 2))
    for i in range(n):
        for j in range(n):
            d = np.array([-half + 2 * half * i / (n - 1), -half + 2 * half * j / (n - 1)])
            true[i, j], lin[i, j] = F(x0 + d), F(x0) + J @ d
    return [true, lin]


@correct(of="grid_lines")
def grid_by_broadcasting(F, x0, half, n):
    t = np.linspace(-half, half, n)
    d = np.empty((n, n, 2))
    d[..., 0], d[..., 1] = t[:, None], t[None, :]
    return F(x0 + d), F(x0 + 0.0) + np.einsum("ij,abj->abi", slopes_of(F, x0 + 0.0), d)


# Mistakes: linearise


@mistake("What should your model say at x0 itself: where does the centre go?", of="linearise")
def forgets_the_value(F, J, x0):
    x0 = np.array(x0, dtype=float)
    slopes = J(x0)
    return lambda x: (x - x0) @ slopes.T


@mistake("A linear function does not change from point to point. At which point do you take the Jacobian?",
         of="linearise")  # fmt: skip
def takes_the_jacobian_where_it_is_asked(F, J, x0):
    x0 = np.array(x0, dtype=float)
    return lambda x: F(x0) + np.einsum("...ij,...j->...i", J(x), x - x0)


@mistake("What does the Jacobian multiply: a position, or a displacement?", of="linearise")
def multiplies_the_position(F, J, x0):
    x0 = np.array(x0, dtype=float)
    return lambda x: F(x0) + x @ J(x0).T


@mistake(
    "At which point is the value taken that your model starts from? What is left to add if it is x?", of="linearise"
)
def starts_from_the_value_at_x(F, J, x0):
    x0 = np.array(x0, dtype=float)
    return lambda x: F(x) + (x - x0) @ J(x0).T


@mistake("Which index of J belongs to the inputs, and so to x − x0?", of="linearise")
def transposes_the_jacobian(F, J, x0):
    x0 = np.array(x0, dtype=float)
    return lambda x: F(x0) + (x - x0) @ J(x0)


@mistake("Go a little to the right of x0: in which direction does your displacement point?", of="linearise")
def turns_the_displacement_round(F, J, x0):
    x0 = np.array(x0, dtype=float)
    return lambda x: F(x0) + (x0 - x) @ J(x0).T


@mistake("Hand your model a whole grid, of shape (3, 5, 2). Which of its axes should meet the columns of J?",
         of="linearise")  # fmt: skip
def takes_one_point_at_a_time(F, J, x0):
    x0 = np.array(x0, dtype=float)
    return lambda x: F(x0) + J(x0) @ (x - x0)


@mistake("Hand your model five points, for an F with two inputs and three outputs. What shape should come back?",
         of="linearise")  # fmt: skip
def many_points_keep_their_shape(F, J, x0):
    x0 = np.array(x0, dtype=float)
    value, slopes = F(x0), J(x0)

    def L(x):
        if x.ndim == 1:
            return value + slopes @ (x - x0)
        images = np.empty(x.shape)
        for at in np.ndindex(x.shape[:-1]):
            images[at] = value + slopes @ (x[at] - x0)
        return images

    return L


@mistake("How much does F change over a small step: by the Jacobian times half the step?", of="linearise")
def halves_the_slopes(F, J, x0):
    x0 = np.array(x0, dtype=float)
    return lambda x: F(x0) + (x - x0) @ J(x0).T / 2


# Mistakes: grid_lines


def images(F, x0, points):
    """Return the images of points under F and under its linearisation at x0."""
    return F(points), F(1.0 * x0) + (points - x0) @ slopes_of(F, 1.0 * x0).T


@mistake("Which index of your grid moves x? Print the x of the points [0, 0] and [1, 0].", of="grid_lines")
def second_index_moves_x(F, x0, half, n):
    return images(F, x0, points_around(x0, half, n).swapaxes(0, 1))


@mistake("How far is it from the centre to the edge of your grid?", of="grid_lines")
def half_is_the_whole_width(F, x0, half, n):
    return images(F, x0, points_around(x0, half / 2, n))


@mistake("Which point lies in the middle of your grid?", of="grid_lines")
def centre_is_a_corner(F, x0, half, n):
    return images(F, x0, points_around(x0 + half, half, n))


@mistake("Are the two ends of the grid among your points?", of="grid_lines")
def leaves_out_the_last_point(F, x0, half, n):
    t = -half + 2 * half * np.arange(n) / n
    return images(F, x0, x0 + np.stack(np.meshgrid(t, t, indexing="ij"), axis=-1))


@mistake("A step along the first axis of the grid: is it a column of J in your picture, or a row?", of="grid_lines")
def rows_become_edges(F, x0, half, n):
    grid = points_around(x0, half, n)
    return F(grid), F(1.0 * x0) + (grid - x0) @ slopes_of(F, 1.0 * x0)


@mistake("Where is the middle of your linear grid, and where is the middle of the bent one?", of="grid_lines")
def linear_grid_stays_at_the_origin(F, x0, half, n):
    grid = points_around(x0, half, n)
    return F(grid), (grid - x0) @ slopes_of(F, 1.0 * x0).T


@mistake("At which point do you measure the Jacobian?", of="grid_lines")
def jacobian_at_the_origin(F, x0, half, n):
    grid, slopes = points_around(x0, half, n), slopes_of(F, np.zeros(2))
    return F(grid), linearise(F, lambda x: slopes, x0)(grid)


@mistake("Which of the two grids did the statement ask for first?", of="grid_lines")
def grids_are_swapped(F, x0, half, n):
    return images(F, x0, points_around(x0, half, n))[::-1]


@mistake("Which axis of the result holds the two coordinates?", of="grid_lines")
def coordinates_come_first(F, x0, half, n):
    true, lin = images(F, x0, points_around(x0, half, n))
    return np.moveaxis(true, -1, 0).copy(), np.moveaxis(lin, -1, 0).copy()
