"""Right answers written differently, and the mistakes that students make, for each function."""

import math

import numpy as np

from autograder import correct, mistake

from .reference import polar, polar_jac, square_jac


def square(u):
    """Return (x² − y², 2xy)."""
    return np.array([u[0] ** 2 - u[1] ** 2, 2 * u[0] * u[1]])


# Right answers


@correct(of="polar")
def point_from_a_complex_number(q):
    z = q[0] * np.exp(1j * q[1])
    return np.array([z.real, z.imag])


@correct(of="polar")
def point_by_the_math_module(q):
    return np.array([float(q[0]) * math.cos(q[1]), float(q[0]) * math.sin(q[1])])


@correct(of="polar_jac")
def jacobian_column_by_column(q):
    J = np.empty((2, 2))
    J[:, 0] = np.cos(q[1]), np.sin(q[1])
    J[:, 1] = -q[0] * np.sin(q[1]), q[0] * np.cos(q[1])
    return J


@correct(of="polar_jac")
def jacobian_as_a_turn_and_a_stretch(q):
    r, theta = q.astype(float)
    turn = np.array([[np.cos(theta), -np.sin(theta)], [np.sin(theta), np.cos(theta)]])
    return turn @ np.diag([1.0, r])


@correct(of="square_jac")
def jacobian_of_whole_numbers_stays_whole(u):
    return np.array([[2 * u[0], -2 * u[1]], [2 * u[1], 2 * u[0]]])


@correct(of="square_jac")
def jacobian_by_complex_steps(u):
    u = np.asarray(u, dtype=float)
    return np.column_stack([square(u + 1e-30j * e).imag / 1e-30 for e in np.eye(2)])


@correct(of="compose_jac")
def chain_in_closed_form(q):
    r, t = float(q[0]), float(q[1])
    c, s = np.cos(2 * t), np.sin(2 * t)
    return np.array([[2 * r * c, -2 * r * r * s], [2 * r * s, 2 * r * r * c]])


@correct(of="compose_jac")
def chain_by_einsum(q):
    return np.einsum("ik,kj->ij", square_jac(polar(q)), polar_jac(q))


@correct(of="compose_jac")
def chain_by_complex_steps_of_its_own(q):
    J = np.zeros((2, 2))
    for j in range(2):
        r, t = q.astype(complex) + 1e-30j * np.eye(2)[j]
        J[:, j] = (square([r * np.cos(t), r * np.sin(t)]) / 1e-30).imag
    return J


# Mistakes: polar


@mistake("Where is the point at angle 0: on the x-axis or on the y-axis?", of="polar")
def swaps_sine_and_cosine(q):
    return np.array([q[0] * np.sin(q[1]), q[0] * np.cos(q[1])])


@mistake("Which of the two numbers in q is the angle?", of="polar")
def takes_the_distance_for_the_angle(q):
    return np.array([q[1] * np.cos(q[0]), q[1] * np.sin(q[0])])


@mistake("In which unit does np.cos take its argument, and in which is the angle given?", of="polar")
def converts_an_angle_that_is_in_radians(q):
    theta = np.deg2rad(q[1])
    return np.array([q[0] * np.cos(theta), q[0] * np.sin(theta)])


# Mistakes: its Jacobian


@mistake("Column j answers: how does the point move if input j moves? Is that a row in yours?", of="polar_jac")
def polar_jacobian_is_transposed(q):
    c, s = np.cos(q[1]), np.sin(q[1])
    return np.array([[c, s], [-q[0] * s, q[0] * c]])


@mistake("Turn a point that is near the centre, and one that is far away: which moves faster?", of="polar_jac")
def forgets_the_distance(q):
    c, s = np.cos(q[1]), np.sin(q[1])
    return np.array([[c, -s], [s, c]])


@mistake("Which sign has the derivative of the cosine?", of="polar_jac")
def loses_a_sign(q):
    c, s = np.cos(q[1]), np.sin(q[1])
    return np.array([[c, q[0] * s], [s, q[0] * c]])


@mistake("Is the Jacobian of polar the one that takes a point back to its distance and angle?", of="polar_jac")
def jacobian_of_the_way_back(q):
    c, s = np.cos(q[1]), np.sin(q[1])
    return np.array([[c, s], [-s / q[0], c / q[0]]])


@mistake("Which input is the first, and so the first column?", of="polar_jac")
def columns_are_swapped(q):
    c, s = np.cos(q[1]), np.sin(q[1])
    return np.array([[-q[0] * s, c], [q[0] * c, s]])


# Mistakes: the Jacobian of the square


@mistake("Column j answers: how do the outputs move if input j moves? Is that a row in yours?", of="square_jac")
def square_jacobian_is_transposed(u):
    return 2.0 * np.array([[u[0], u[1]], [-u[1], u[0]]])


@mistake("If y grows, does x² − y² grow or shrink? Take y positive.", of="square_jac")
def minus_is_lost(u):
    return 2.0 * np.array([[u[0], u[1]], [u[1], u[0]]])


@mistake("Differentiate 2xy by x at (1, 3), with numbers: what does a step of 0.1 change?", of="square_jac")
def loses_the_two_in_the_second_row(u):
    return np.array([[2.0 * u[0], -2.0 * u[1]], [1.0 * u[1], 1.0 * u[0]]])


@mistake("Differentiate 2xy by x while y stands still: is x still there?", of="square_jac")
def freezes_the_wrong_variable(u):
    return 2.0 * np.array([[u[0], -u[1]], [u[0], u[1]]])


# Mistakes: the chain


@mistake("Which map acts first, and on which side of the product does it stand?", of="compose_jac")
def multiplies_in_the_order_of_reading(q):
    return polar_jac(q) @ square_jac(polar(q))


@mistake("Where is the outer map evaluated: at q?", of="compose_jac")
def outer_jacobian_at_the_wrong_point(q):
    return square_jac(q) @ polar_jac(q)


@mistake("Is * the product of two matrices in numpy?", of="compose_jac")
def multiplies_entry_by_entry(q):
    return square_jac(polar(q)) * polar_jac(q)


@mistake("Your matrix tells how the point itself moves. What happens to it after that?", of="compose_jac")
def forgets_the_outer_jacobian(q):
    return polar_jac(q)


@mistake("Your matrix is about moving x and y. Which two numbers move here?", of="compose_jac")
def forgets_the_inner_jacobian(q):
    return square_jac(polar(q))


@mistake("Which of the two maps is the outer one here?", of="compose_jac")
def chains_the_other_way_round(q):
    return polar_jac(square(q)) @ square_jac(q)
