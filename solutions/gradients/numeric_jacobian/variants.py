"""Right answers written differently, and the mistakes that students make, for both functions."""

import numpy as np

from autograder import correct, mistake

CUBE_ROOT = np.finfo(float).eps ** (1 / 3)


def steps_at(x):
    """Return good steps of central differences."""
    return CUBE_ROOT * np.maximum(1, np.abs(x))


# Right answers: numeric_jacobian


@correct(of="numeric_jacobian")
def differences_put_into_a_matrix(F, x):
    x = x.astype(np.float64)
    m = np.size(F(x))
    J = np.empty((m, len(x)))
    for j in range(len(x)):
        e = np.zeros(len(x))
        e[j] = 1e-5 * max(1, abs(x[j]))
        J[:, j] = (F(x + e) - F(x - e)) / (2 * e[j])
    return J


@correct(of="numeric_jacobian")
def differences_as_rows_of_the_transpose(F, x):
    x = np.asarray(x, dtype=float)
    rows = [np.ravel((F(x + e) - F(x - e)) / (2 * e.max())) for e in np.diag(steps_at(x))]
    return np.array(rows).T


@correct(of="numeric_jacobian")
def differences_of_fourth_order(F, x):
    x, columns = np.asarray(x, dtype=float), []
    for e in np.diag(1e-3 * np.maximum(1, np.abs(x))):
        near, far = F(x + e) - F(x - e), F(x + 2 * e) - F(x - 2 * e)
        columns.append((8 * np.atleast_1d(near) - far) / (12 * e.sum()))
    return np.column_stack(columns)


# Right answers: complex_step


@correct(of="complex_step")
def one_step_a_column(F, x):
    z = x.astype(complex)
    columns = []
    for j in range(z.size):
        z[j] += 1e-200j
        columns.append(np.ravel(F(z)).imag / 1e-200)
        z[j] = x[j]
    return np.array(columns).T


@correct(of="complex_step")
def all_directions_as_rows(F, x):
    directions = np.asarray(x, dtype=float) + 1e-20j * np.eye(len(x))
    return np.transpose([np.reshape(F(z), -1).imag for z in directions]) * 1e20


@correct(of="complex_step")
def with_a_step_that_is_not_small(F, x):
    h, x = 1e-8, np.asarray(x, dtype=np.complex128)
    J = np.zeros((np.atleast_1d(F(x)).size, x.size))
    for j in range(x.size):
        e = np.zeros(x.size)
        e[j] = h
        J[:, j] = np.imag(F(x + 1j * e)) / h
    return J


# Mistakes: numeric_jacobian


def differences(F, x, steps):
    """Return a Jacobian by central differences with one step a coordinate."""
    x = np.asarray(x, dtype=float)
    columns = [np.atleast_1d(F(x + e) - F(x - e)) / (2 * e.max()) for e in np.diag(steps)]
    return np.stack(columns, axis=1)


@mistake("How many rows should there be for two outputs and three inputs?", of="numeric_jacobian")
def differences_are_transposed(F, x):
    return differences(F, x, steps_at(x)).T.copy()


@mistake("From x − h to x + h: how far apart are the two points?", of="numeric_jacobian")
def divides_by_one_step(F, x):
    return 2 * differences(F, x, steps_at(x))


@mistake(
    "Do both sides get a vote? Halve your step: does the error fall to a half or to a quarter?", of="numeric_jacobian"
)
def looks_ahead_alone(F, x):
    x = np.asarray(x, dtype=float)
    return np.stack([np.atleast_1d(F(x + e) - F(x)) / e.max() for e in np.diag(steps_at(x))], axis=1)


@mistake("How many digits survive subtracting numbers that differ by 10⁻¹²?", of="numeric_jacobian")
def takes_far_too_small_a_step(F, x):
    return differences(F, x, np.full(len(x), 1e-12))


@mistake("Near 10⁷, how large is F, and how many of its digits does your step move?", of="numeric_jacobian")
def takes_the_same_step_everywhere(F, x):
    return differences(F, x, np.full(len(x), CUBE_ROOT))


@mistake("If x is np.array([1, 2]), what is x after x[0] += 0.001?", of="numeric_jacobian")
def steps_in_the_dtype_of_x(F, x):
    columns = []
    for j, step in enumerate(steps_at(x)):
        above, below = x.copy(), x.copy()
        above[j] = x[j] + step
        below[j] = x[j] - step
        columns.append(np.atleast_1d(F(above) - F(below)) / (2 * step))
    return np.stack(columns, axis=1)


@mistake("Has your result two axes if F returns a number?", of="numeric_jacobian")
def one_output_loses_its_row(F, x):
    J = differences(F, x, steps_at(x))
    return J[0] if len(J) == 1 else J


@mistake("Print x before you turn to the second coordinate: is the first one back where it was?", of="numeric_jacobian")
def does_not_put_coordinates_back(F, x):
    x, columns = np.array(x, dtype=float), []
    for j, step in enumerate(steps_at(x)):
        below = x.copy()
        below[j] -= step
        x[j] += step
        columns.append(np.atleast_1d(F(x) - F(below)) / (2 * step))
    return np.stack(columns, axis=1)


# Mistakes: complex_step


def complex_columns(F, x, part=np.imag, h=1e-30):
    """Return one part of F at points moved along the imaginary axis, over the step, as columns."""
    x = np.asarray(x, dtype=complex)
    with np.errstate(all="ignore"):
        return np.stack([part(np.atleast_1d(F(x + 1j * h * e))) / h for e in np.eye(len(x))], axis=1)


@mistake("How many rows has the Jacobian of a function with two outputs and three inputs?", of="complex_step")
def complex_step_is_transposed(F, x):
    return complex_columns(F, x).T.copy()


@mistake("You moved x along the imaginary axis. Where in F did that go?", of="complex_step")
def takes_the_real_part(F, x):
    return complex_columns(F, x, part=np.real)


@mistake("Can a slope be negative? Can one of yours?", of="complex_step")
def takes_absolute_values(F, x):
    return complex_columns(F, x, part=lambda value: np.abs(np.imag(value)))


@mistake("Print your step. Is it still a number that one can divide by?", of="complex_step")
def takes_a_step_that_is_zero(F, x):
    return complex_columns(F, x, h=float("1e-400"))


@mistake("How large is the imaginary part if the step is 10⁻³⁰? And the slope?", of="complex_step")
def does_not_divide_by_the_step(F, x):
    return complex_columns(F, x) * 1e-30


@mistake("Why are all your columns the same? How many inputs did you move at once?", of="complex_step")
def moves_all_inputs_at_once(F, x):
    x = np.asarray(x, dtype=complex)
    column = np.imag(np.atleast_1d(F(x + 1e-30j))) / 1e-30
    return np.repeat(column[:, None], len(x), axis=1)


@mistake("Add a constant of 10⁷ to F: how many digits are left after your subtraction?", of="complex_step")
def takes_real_differences(F, x):
    return differences(F, x, steps_at(x))


@mistake("Has your result two axes, also if F returns a number?", of="complex_step")
def a_number_gives_a_flat_array(F, x):
    J = complex_columns(F, x)
    return J[0] if len(J) == 1 else J


@mistake("A conjugate turns i into −i. What does that do to your slope?", of="complex_step")
def conjugates_on_the_way(F, x):
    return complex_columns(F, x, part=lambda value: np.conj(value).imag)
