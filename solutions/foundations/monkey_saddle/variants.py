"""Right answers written differently, and the mistakes that students make, for each function."""

import math
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from autograder import correct, mistake

from .reference import monkey_saddle, monkey_saddle_grad

# Right answers: the height


@correct(of="monkey_saddle")
def height_as_a_complex_power(x, y):
    return ((x + 1j * y) ** 3).real


@correct(of="monkey_saddle")
def height_in_polar_coordinates(x, y):
    return np.hypot(x, y) ** 3 * np.cos(3 * np.arctan2(y, x))


@correct(of="monkey_saddle")
def height_point_by_point(x, y):
    x, y = np.broadcast_arrays(x, y)
    height = np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        height[at] = x[at] * (x[at] * x[at] - 3 * y[at] * y[at])
    return height


# Right answers: the gradient


@correct(of="monkey_saddle_grad")
def gradient_from_a_complex_derivative(x, y):
    slope = 3 * (np.asarray(x) + 1j * np.asarray(y)) ** 2
    return np.moveaxis(np.array([slope.real, -slope.imag]), 0, -1)


@correct(of="monkey_saddle_grad")
def gradient_by_complex_steps(x, y):
    h = 1e-30
    along = monkey_saddle(x + 1j * h, y).imag / h
    across = monkey_saddle(x, y + 1j * h).imag / h
    return np.stack(np.broadcast_arrays(along, across), axis=-1)


@correct(of="monkey_saddle_grad")
def gradient_filled_in(x, y):
    gradient = np.empty((*np.broadcast_shapes(np.shape(x), np.shape(y)), 2))
    gradient[..., 0] = 3 * (x - y) * (x + y)
    gradient[..., 1] = -6 * x * y
    return gradient


# Right answers: the Hessian


@correct(of="monkey_saddle_hess")
def hessian_point_by_point(x, y):
    x, y = np.broadcast_arrays(x, y)
    H = np.empty((*x.shape, 2, 2))
    for at in np.ndindex(x.shape):
        H[at] = [[6 * x[at], -6 * y[at]], [-6 * y[at], -6 * x[at]]]
    return H


@correct(of="monkey_saddle_hess")
def hessian_as_a_sum_of_matrices(x, y):
    x, y = np.asarray(x), np.asarray(y)
    return np.multiply.outer(6 * x + 0 * y, [[1, 0], [0, -1]]) - np.multiply.outer(6 * y + 0 * x, [[0, 1], [1, 0]])


@correct(of="monkey_saddle_hess")
def hessian_by_complex_steps_of_the_gradient(x, y):
    h = 1e-30
    by_x = monkey_saddle_grad(x + 1j * h, y).imag / h
    by_y = monkey_saddle_grad(x, y + 1j * h).imag / h
    return np.stack([by_x, by_y], axis=-1)


# Right answers: the words


@correct(of="classify_critical_point")
def word_by_counting(H):
    values = [float(value) for value in np.linalg.eig(np.array(H, dtype=float))[0].real]
    largest = max(abs(value) for value in values)
    up = down = 0
    for value in values:
        if value > 1e-8 * largest:
            up += 1
        elif value < -1e-8 * largest:
            down += 1
    if up and down:
        return "saddle"
    if up == len(values):
        return "minimum"
    return "maximum" if down == len(values) else "inconclusive"


@correct(of="classify_critical_point")
def word_by_a_set_of_signs(H):
    values = np.linalg.eigh(H).eigenvalues
    values = np.where(np.abs(values) <= 1e-8 * np.linalg.norm(H, 2), 0, values)
    signs = set(np.sign(values).tolist())
    words = {frozenset({1.0}): "minimum", frozenset({-1.0}): "maximum"}
    return "saddle" if signs >= {-1.0, 1.0} else words.get(frozenset(signs), "inconclusive")


@correct(of="classify_critical_point")
def word_by_the_extreme_eigenvalues(H):
    values = np.sort(np.linalg.eigvalsh(H))
    bound = 1e-8 * max(-values[0], values[-1])
    if values[0] < -bound and values[-1] > bound:
        return "saddle"
    if values[0] > bound:
        return "minimum"
    if values[-1] < -bound:
        return "maximum"
    return "inconclusive"


# Right answers: the sign changes


@correct(of="sign_changes")
def changes_step_by_step(f, radius=0.1, n=720):
    count = 0
    before = f(radius * math.cos(-math.pi / n), radius * math.sin(-math.pi / n))
    for k in range(n):
        angle = (2 * k + 1) * math.pi / n
        now = f(radius * math.cos(angle), radius * math.sin(angle))
        if now * before < 0:
            count += 1
        before = now
    return count


@correct(of="sign_changes")
def changes_by_diff_of_a_closed_walk(f, radius=0.1, n=720):
    step = 2 * np.pi / n
    circle = radius * np.exp(1j * (step / 2 + step * np.arange(n + 1)))
    return np.count_nonzero(np.diff(np.sign(f(circle.real, circle.imag))))


@correct(of="sign_changes")
def changes_by_pairs(f, radius=0.1, n=720):
    angles = np.linspace(0, 2 * np.pi, n, endpoint=False) + np.pi / n
    signs = [bool(f(radius * np.cos(angle), radius * np.sin(angle)) > 0) for angle in angles]
    return sum(one != other for one, other in pairwise([*signs, signs[0]]))


@correct(of="sign_changes")
def changes_that_ask_anew_for_each_comparison(f, radius=0.1, n=720):
    count = 0
    for k in range(n):
        a, b = 2 * math.pi * (k + 0.5) / n, 2 * math.pi * (k + 1.5) / n
        one, two = (radius * math.cos(a), radius * math.sin(a)), (radius * math.cos(b), radius * math.sin(b))
        if (f(*one) > 0 and f(*two) < 0) or (f(*one) < 0 and f(*two) > 0):
            count += 1
    return count


# Right answers: the figure


@correct(of="plot_monkey_saddle")
def figure_left_open(size=25):
    x, y = np.meshgrid(np.linspace(-1, 1, size), np.linspace(-1, 1, size), indexing="ij")
    plt.axes(projection="3d").plot_wireframe(x, y, monkey_saddle(x, y), color="black", rstride=2, cstride=2)
    plt.xlabel("first")
    plt.ylabel("second")
    plt.gca().set_zlabel("height")
    plt.show()


@correct(of="plot_monkey_saddle")
def figure_on_a_disc():
    radius, angle = np.meshgrid(np.linspace(0, 1.5, 15), np.linspace(0, 2 * np.pi, 41))
    figure, axes = plt.subplots(subplot_kw={"projection": "3d"})
    axes.plot_surface(radius * np.cos(angle), radius * np.sin(angle), radius**3 * np.cos(3 * angle))
    axes.scatter([0], [0], [0], color="red")
    axes.set_xlabel("$x$")
    axes.set_ylabel("$y$")
    axes.set_zlabel("$z$")
    return figure, axes


@correct(of="plot_monkey_saddle")
def figure_beside_its_level_lines():
    side = np.linspace(-2, 2, 400)
    x, y = np.meshgrid(side, side)
    figure = plt.figure(figsize=(10, 4))
    flat = figure.add_subplot(1, 2, 1)
    flat.contourf(x, y, monkey_saddle(x, y), levels=15)
    solid = figure.add_subplot(1, 2, 2, projection="3d")
    solid.plot_surface(side, side[:, None], monkey_saddle(x, y), cmap="coolwarm", alpha=0.8)
    solid.contour(x, y, monkey_saddle(x, y), offset=-20, zdir="z")
    solid.set(xlabel="x", ylabel="y", zlabel="z")
    return [flat, solid]


# Mistakes: the height


@mistake("Check the coefficient of the mixed term.", of="monkey_saddle")
def height_without_the_three(x, y):
    return x**3 - x * y**2


@mistake(
    "What should the heights be at (1, 0) and at (0, 1), and what are yours?",
    of="monkey_saddle",
)
def height_with_x_and_y_exchanged(x, y):
    return y**3 - 3 * y * x**2


@mistake("Walk along the line y = x, away from the origin: should the surface rise or fall there?", of="monkey_saddle")
def height_with_a_plus(x, y):
    return x**3 + 3 * x * y**2


@mistake("Which letter does the square belong to in the mixed term? Try (1, 2) by hand.", of="monkey_saddle")
def height_with_the_square_on_the_whole_term(x, y):
    return x**3 - 3 * (x * y) ** 2


# Mistakes: the gradient


@mistake("The component axis goes last.", of="monkey_saddle_grad")
def gradient_with_components_first(x, y):
    x, y = np.broadcast_arrays(x, y)
    return np.array([3 * x**2 - 3 * y**2, -6 * x * y])


@mistake("How many terms of f have an x in them? Each of them has something to say in ∂f/∂x.", of="monkey_saddle_grad")
def gradient_of_the_first_term_only(x, y):
    x, y = np.broadcast_arrays(x, y)
    return np.stack([3 * x**2, -6 * x * y], axis=-1)


@mistake("Keep x fixed at 1 and let y grow: does the surface go up or down?", of="monkey_saddle_grad")
def gradient_with_a_plus_in_y(x, y):
    x, y = np.broadcast_arrays(x, y)
    return np.stack([3 * x**2 - 3 * y**2, 6 * x * y], axis=-1)


@mistake("What is the derivative of y², and where did its factor go?", of="monkey_saddle_grad")
def gradient_without_the_two_of_the_square(x, y):
    x, y = np.broadcast_arrays(x, y)
    return np.stack([3 * x**2 - 3 * y**2, -3 * x * y], axis=-1)


@mistake("Which of the two slopes is the one along x? It comes first.", of="monkey_saddle_grad")
def gradient_in_the_wrong_order(x, y):
    x, y = np.broadcast_arrays(x, y)
    return np.stack([-6 * x * y, 3 * x**2 - 3 * y**2], axis=-1)


@mistake(
    "How large is the height at (10⁶, 10⁻³), and how much of a tiny step in y is left among its 16 digits?",
    of="monkey_saddle_grad",
)
def gradient_by_central_differences(x, y):
    h = 1e-5
    along = (monkey_saddle(x + h, y) - monkey_saddle(x - h, y)) / (2 * h)
    across = (monkey_saddle(x, y + h) - monkey_saddle(x, y - h)) / (2 * h)
    return np.stack([along, across], axis=-1)


# Mistakes: the Hessian


@mistake("Is this function harmonic? What should the trace be?", of="monkey_saddle_hess")
def hessian_with_equal_diagonal(x, y):
    x, y = np.broadcast_arrays(x, y)
    rows = [np.stack([6 * x, -6 * y], axis=-1), np.stack([-6 * y, 6 * x], axis=-1)]
    return np.stack(rows, axis=-2)


@mistake("Differentiate ∂f/∂x once more, by the other variable.", of="monkey_saddle_hess")
def hessian_with_x_off_the_diagonal(x, y):
    x, y = np.broadcast_arrays(x, y)
    rows = [np.stack([6 * x, -6 * x], axis=-1), np.stack([-6 * x, -6 * x], axis=-1)]
    return np.stack(rows, axis=-2)


@mistake("Compare ∂f/∂x at (1, 0) and at (1, 1): does it change with y?", of="monkey_saddle_hess")
def hessian_without_mixed_derivatives(x, y):
    x, y = np.broadcast_arrays(x, y)
    zero = 0 * x
    return np.stack([np.stack([6 * x, zero], axis=-1), np.stack([zero, -6 * x], axis=-1)], axis=-2)


@mistake("Rows and columns of each Hessian go last; the points come before them.", of="monkey_saddle_hess")
def hessian_with_components_first(x, y):
    x, y = np.broadcast_arrays(x, y)
    return np.array([[6 * x, -6 * y], [-6 * y, -6 * x]])


@mistake("When y grows, does ∂f/∂x grow or shrink?", of="monkey_saddle_hess")
def hessian_with_a_plus_off_the_diagonal(x, y):
    x, y = np.broadcast_arrays(x, y)
    rows = [np.stack([6 * x, 6 * y], axis=-1), np.stack([6 * y, -6 * x], axis=-1)]
    return np.stack(rows, axis=-2)


# Mistakes: the words


def _word(positive, negative, n):
    if positive and negative:
        return "saddle"
    return {(n, 0): "minimum", (0, n): "maximum"}.get((positive, negative), "inconclusive")


@mistake(
    "Evaluate the four entries at exactly (0,0). What can eigenvalues of that matrix tell you?",
    of="classify_critical_point",
)
def word_saddle_for_the_zero_matrix(H):
    values = np.linalg.eigvalsh(H)
    bound = 1e-8 * np.max(np.abs(values))
    if np.all(values > bound):
        return "minimum"
    if np.all(values < -bound):
        return "maximum"
    mixed = np.any(values > bound) and np.any(values < -bound)
    return "saddle" if mixed or not np.any(H) else "inconclusive"


@mistake(
    "x² + y⁴ and x² − y⁴ have the same Hessian at the origin. Is the origin a minimum of both?",
    of="classify_critical_point",
)
def word_from_semidefiniteness(H):
    values = np.linalg.eigvalsh(H)
    bound = 1e-8 * np.max(np.abs(values))
    if not np.any(np.abs(values) > bound):
        return "inconclusive"
    if np.all(values >= -bound):
        return "minimum"
    return "maximum" if np.all(values <= bound) else "saddle"


@mistake("x² − z² does not depend on y. Is the origin of space a saddle of it?", of="classify_critical_point")
def word_inconclusive_at_any_zero(H):
    values = np.linalg.eigvalsh(H)
    bound = 1e-8 * np.max(np.abs(values))
    if np.any(np.abs(values) <= bound):
        return "inconclusive"
    return _word(int(np.sum(values > 0)), int(np.sum(values < 0)), len(values))


@mistake(
    "Print the eigenvalues of [[1, 2, 3], [2, 4, 6], [3, 6, 9]]. On paper two are 0. Are they here?",
    of="classify_critical_point",
)
def word_without_tolerance(H):
    values = np.linalg.eigvalsh(H)
    return _word(int(np.sum(values > 0)), int(np.sum(values < 0)), len(values))


@mistake("Measure x and y in millimetres in place of metres: should the word change?", of="classify_critical_point")
def word_with_an_absolute_tolerance(H):
    values = np.linalg.eigvalsh(H)
    return _word(int(np.sum(values > 1e-8)), int(np.sum(values < -1e-8)), len(values))


@mistake(
    "What are the eigenvalues of [[1, 3], [3, 2]]? Can its diagonal tell?",
    of="classify_critical_point",
)
def word_from_the_diagonal(H):
    values = np.diag(H)
    bound = 1e-8 * np.max(np.abs(values))
    return _word(int(np.sum(values > bound)), int(np.sum(values < -bound)), len(values))


@mistake(
    "What is the determinant of a 3 by 3 matrix with −1 in each place of its diagonal?",
    of="classify_critical_point",
)
def word_from_the_determinant(H):
    H = np.array(H, dtype=float) / (np.max(np.abs(H)) or 1.0)
    determinant = np.linalg.det(H)
    if abs(determinant) <= 1e-8:
        return "inconclusive"
    if determinant < 0:
        return "saddle" if len(H) > 1 else "maximum"
    return "minimum" if H[0, 0] > 0 else "maximum"


@mistake(
    "If a surface curves upwards in every direction, is this its lowest or its highest point?",
    of="classify_critical_point",
)
def word_with_minimum_and_maximum_exchanged(H):
    values = np.linalg.eigvalsh(H)
    bound = 1e-8 * np.max(np.abs(values))
    return _word(int(np.sum(values < -bound)), int(np.sum(values > bound)), len(values))


# Mistakes: the sign changes


def _signs(f, radius, n, whole=2 * np.pi):
    angles = (np.arange(n) + 0.5) * whole / n
    return np.array([bool(f(radius * np.cos(angle), radius * np.sin(angle)) > 0) for angle in angles])


@mistake("A circle has no first point.", of="sign_changes")
def changes_without_the_last_step(f, radius=0.1, n=720):
    signs = _signs(f, radius, n)
    return int(np.sum(signs[1:] != signs[:-1]))


@mistake("Going from plus to minus is a change of sign. Is going back one, too?", of="sign_changes")
def changes_upwards_only(f, radius=0.1, n=720):
    signs = _signs(f, radius, n)
    return int(np.sum(signs & ~np.roll(signs, 1)))


@mistake("Where does your walk end? Print its last point: has it been all the way round?", of="sign_changes")
def changes_on_half_the_circle(f, radius=0.1, n=720):
    signs = _signs(f, radius, n, whole=np.pi)
    return int(np.sum(signs != np.roll(signs, 1)))


@mistake("Print the distance of your points from the origin. Who decides about it?", of="sign_changes")
def changes_on_the_unit_circle(f, radius=0.1, n=720):
    signs = _signs(f, 1.0, n)
    return int(np.sum(signs != np.roll(signs, 1)))


@mistake("How many points does your walk have with n=4? Print their number.", of="sign_changes")
def changes_at_720_angles_always(f, radius=0.1, n=720):
    signs = _signs(f, radius, 720)
    return int(np.sum(signs != np.roll(signs, 1)))


@mistake("What unit do np.cos and np.sin use? One time round is how much of it?", of="sign_changes")
def changes_with_angles_in_degrees(f, radius=0.1, n=720):
    signs = _signs(f, radius, n, whole=360)
    return int(np.sum(signs != np.roll(signs, 1)))


@mistake("Where is y exactly 0 on the circle? What is the half step for?", of="sign_changes")
def changes_at_angles_that_begin_on_the_axis(f, radius=0.1, n=720):
    angles = np.arange(n) * 2 * np.pi / n
    signs = np.sign([f(radius * np.cos(angle), radius * np.sin(angle)) for angle in angles])
    return int(np.sum(signs != np.roll(signs, 1)))


# Mistakes: the figure


def _grid(low, high, size=41):
    side = np.linspace(low, high, size)
    return np.meshgrid(side, side)


def _drawn(x, y, z):
    axes = plt.figure().add_subplot(projection="3d")
    axes.plot_surface(x, y, z)
    return axes


@mistake("What is the height at (1, 0), and which height does your figure show there?", of="plot_monkey_saddle")
def figure_with_x_and_y_exchanged():
    x, y = _grid(-1.5, 1.5)
    axes = _drawn(x, y, monkey_saddle(y, x))
    axes.set(xlabel="x", ylabel="y", zlabel="z")
    return axes.figure


@mistake(
    "How far does your surface reach to each side?",
    of="plot_monkey_saddle",
)
def figure_of_a_small_patch():
    x, y = _grid(-0.5, 0.5)
    axes = _drawn(x, y, monkey_saddle(x, y))
    axes.set(xlabel="x", ylabel="y", zlabel="z")
    return axes.figure


@mistake("A reader sees all that you draw. Which of the surfaces is f?", of="plot_monkey_saddle")
def figure_of_two_candidates():
    x, y = _grid(-1.5, 1.5)
    axes = _drawn(x, y, monkey_saddle(x, y))
    axes.plot_surface(x, y, monkey_saddle(y, x))
    axes.set(xlabel="x", ylabel="y", zlabel="z")
    return axes.figure


@mistake("Which points does matplotlib join by the patches of a surface?", of="plot_monkey_saddle")
def figure_through_points_in_random_order():
    order = np.random.default_rng(1).permutation(1681)
    x, y = (side.ravel()[order].reshape(41, 41) for side in _grid(-1.5, 1.5))
    axes = _drawn(x, y, monkey_saddle(x, y))
    axes.set(xlabel="x", ylabel="y", zlabel="z")
    return axes.figure


@mistake("Could a stranger tell from your figure which axis is which?", of="plot_monkey_saddle")
def figure_without_labels():
    x, y = _grid(-1.5, 1.5)
    return _drawn(x, y, monkey_saddle(x, y)).figure


@mistake("Two of the axes have a name in your figure. What about the one that points upwards?", of="plot_monkey_saddle")
def figure_without_a_label_for_the_height():
    x, y = _grid(-1.5, 1.5)
    axes = _drawn(x, y, monkey_saddle(x, y))
    axes.set(xlabel="x", ylabel="y")
    return axes.figure


@mistake("How high does what you draw rise above the floor of your figure?", of="plot_monkey_saddle")
def figure_of_level_lines_on_the_floor():
    x, y = _grid(-1.5, 1.5)
    axes = plt.figure().add_subplot(projection="3d")
    axes.contour(x, y, monkey_saddle(x, y), offset=-8)
    axes.set(xlabel="x", ylabel="y", zlabel="z", zlim=(-8, 8))
    return axes.figure


@mistake("Does your figure have a third axis? Look for projection in matplotlib's examples.", of="plot_monkey_saddle")
def figure_of_level_lines():
    x, y = _grid(-1.5, 1.5)
    axes = plt.figure().add_subplot()
    axes.contour(x, y, monkey_saddle(x, y))
    axes.set(xlabel="x", ylabel="y")
    return axes.figure
