"""Right answers written differently, and the mistakes that students make."""

import math

import matplotlib.pyplot as plt
import numpy as np

from autograder import correct, mistake

from .reference import sin_taylor, tangent_plane

# sin_taylor, right


@correct(of="sin_taylor")
def by_horners_scheme(x, order, a=0.0):
    cycle = [np.sin(a), np.cos(a), -np.sin(a), -np.cos(a)]
    result = np.zeros(np.shape(x))
    for k in range(order, -1, -1):
        result = result * (x - a) / (k + 1) + cycle[k % 4]
    return result


@correct(of="sin_taylor")
def by_a_recurrence_of_powers(x, order, a=0.0):
    step = np.asarray(x, dtype=float) - a
    power = np.ones_like(step)
    total = np.zeros_like(step)
    for k in range(order + 1):
        total += power * [math.sin(a), math.cos(a), -math.sin(a), -math.cos(a)][k % 4]
        power *= step / (k + 1)
    return total


@correct(of="sin_taylor")
def by_a_matrix_of_powers(x, order, a=0.0):
    k = np.arange(order + 1)
    factorials = np.cumprod(np.maximum(k, 1.0))
    return np.einsum(
        "...k,k->...", (np.asarray(x) - float(a))[..., None] ** k, np.imag(1j**k * np.exp(1j * a)) / factorials
    )


@correct(of="sin_taylor")
def one_number_at_a_time(x, order, a=0.0):
    def at(number):
        total = 0.0
        for k in range(order + 1):
            total += (
                [np.sin, np.cos, lambda t: -np.sin(t), lambda t: -np.cos(t)][k % 4](a)
                * (number - a) ** k
                / math.factorial(k)
            )
        return total

    return np.vectorize(at, otypes=[float])(x)


# sin_taylor, mistaken


def _taylor(x, order, a):
    return sum(np.sin(a + k * np.pi / 2) * (x - a) ** k / math.factorial(k) for k in range(order + 1))


@mistake("What constant makes the k-th derivative at the centre match?", of="sin_taylor")
def leaves_the_factorial_out(x, order, a=0.0):
    return sum(np.sin(a + k * np.pi / 2) * (x - a) ** k for k in range(order + 1))


@mistake(
    "Differentiate your term of degree 3 three times. Is what is left the third derivative of sine at the centre?",
    of="sin_taylor",
)
def divides_by_k_for_the_factorial(x, order, a=0.0):
    return sum(np.sin(a + k * np.pi / 2) * (x - a) ** k / max(k, 1) for k in range(order + 1))


@mistake("Order counts the highest power. What is the highest power in your answer for order 3?", of="sin_taylor")
def counts_terms_that_are_not_zero(x, order, a=0.0):
    return _taylor(x, max(2 * order - 1, 0), a)


@mistake("How many powers are there from 0 to `order`? Count them for order 1.", of="sin_taylor")
def stops_one_power_early(x, order, a=0.0):
    return 0 * x + sum(np.sin(a + k * np.pi / 2) * (x - a) ** k / math.factorial(k) for k in range(order))


@mistake("Which derivatives of sine are negative at 0?", of="sin_taylor")
def has_plus_signs_only(x, order, a=0.0):
    return sum((np.sin(a), np.cos(a))[k % 2] * (x - a) ** k / math.factorial(k) for k in range(order + 1))


@mistake(
    "Sine falls just behind its top. Is the derivative of sine there that of your order 1, in sign?", of="sin_taylor"
)
def differentiates_sine_to_minus_cosine(x, order, a=0.0):
    return sum(np.sin(a - k * np.pi / 2) * (x - a) ** k / math.factorial(k) for k in range(order + 1))


@mistake("What unit does np.sin use?", of="sin_taylor")
def takes_degrees(x, order, a=0.0):
    return _taylor(np.radians(x), order, np.radians(a))


@mistake("Does your answer change when `a` does?", of="sin_taylor")
def expands_at_zero_always(x, order, a=0.0):
    return _taylor(x, order, 0.0)


@mistake("Put x = a into your polynomial: which of its terms should vanish there?", of="sin_taylor")
def takes_powers_of_x(x, order, a=0.0):
    return sum(np.sin(a + k * np.pi / 2) * x**k / math.factorial(k) for k in range(order + 1))


@mistake("At which point do the derivatives have to match: at 0, or at the centre?", of="sin_taylor")
def takes_derivatives_at_zero(x, order, a=0.0):
    return _taylor(x - a, order, 0.0)


@mistake("Put x = a into your polynomial: is the value there the one of sine?", of="sin_taylor")
def leaves_the_value_at_the_centre_out(x, order, a=0.0):
    return _taylor(x, order, a) - np.sin(a)


@mistake("For order 0 and an array of ten points, what shape does your answer have?", of="sin_taylor")
def returns_one_number_for_order_zero(x, order, a=0.0):
    return _taylor(x, order, a) if order else np.sin(a)


@mistake("Which dtype does np.zeros_like give for an array of integers? Try x = np.array([1, 2]).", of="sin_taylor")
def cuts_off_decimals_for_integers(x, order, a=0.0):
    result = np.zeros_like(x)
    result[...] = _taylor(x, order, a)
    return result


@mistake("Near which point is sin x ≈ x a good rule? How high is your line at x = a = 2?", of="sin_taylor")
def takes_x_itself_for_order_one(x, order, a=0.0):
    return _taylor(x, order, a) if order != 1 else 1.0 * x


# tangent_plane, right


@correct(of="tangent_plane")
def by_complex_steps(x, y, x0, y0):
    h = 1e-20
    slope_x = np.imag(np.sin(x0 + 1j * h) * np.cos(y0)) / h
    slope_y = np.imag(np.sin(x0) * np.cos(y0 + 1j * h)) / h
    return np.sin(x0) * np.cos(y0) + slope_x * np.subtract(x, x0) + slope_y * np.subtract(y, y0)


@correct(of="tangent_plane")
def by_a_scalar_product(x, y, x0, y0):
    gradient = np.array([math.cos(x0) * math.cos(y0), -math.sin(x0) * math.sin(y0)])
    steps = np.stack(np.broadcast_arrays(x - x0, y - y0), axis=-1)
    return steps @ gradient + math.sin(x0) * math.cos(y0)


@correct(of="tangent_plane")
def by_sums_of_angles(x, y, x0, y0):
    f = (np.sin(x0 + y0) + np.sin(x0 - y0)) / 2
    u, v = np.cos(x0 + y0), np.cos(x0 - y0)
    return f + (u + v) / 2 * (x - x0) + (u - v) / 2 * (y - y0)


@correct(of="tangent_plane")
def by_loops(x, y, x0, y0):
    x, y = np.broadcast_arrays(x, y)
    result = np.empty(x.shape)
    for at in np.ndindex(x.shape):
        result[at] = math.sin(x0) * math.cos(y0)
        result[at] += math.cos(x0) * math.cos(y0) * (x[at] - x0)
        result[at] -= math.sin(x0) * math.sin(y0) * (y[at] - y0)
    return result


# tangent_plane, mistaken


@mistake("Does your plane touch the surface? Put the contact point in.", of="tangent_plane")
def leaves_the_height_out(x, y, x0, y0):
    return np.cos(x0) * np.cos(y0) * (x - x0) - np.sin(x0) * np.sin(y0) * (y - y0)


@mistake("Which way does cosine go, just to the right of its top? And your plane along y?", of="tangent_plane")
def has_the_wrong_sign_along_y(x, y, x0, y0):
    return np.sin(x0) * np.cos(y0) + np.cos(x0) * np.cos(y0) * (x - x0) + np.sin(x0) * np.sin(y0) * (y - y0)


@mistake(
    "Take one step along x alone. Which of your two slopes should decide how far the plane rises?", of="tangent_plane"
)
def swaps_the_slopes(x, y, x0, y0):
    return np.sin(x0) * np.cos(y0) - np.sin(x0) * np.sin(y0) * (x - x0) + np.cos(x0) * np.cos(y0) * (y - y0)


@mistake("Where is the step from the contact point in your formula? It should be 0 there.", of="tangent_plane")
def measures_steps_from_the_origin(x, y, x0, y0):
    return np.sin(x0) * np.cos(y0) + np.cos(x0) * np.cos(y0) * x - np.sin(x0) * np.sin(y0) * y


@mistake("Is the slope of a plane the same everywhere? Is that of yours?", of="tangent_plane")
def takes_the_slopes_where_it_is_evaluated(x, y, x0, y0):
    return np.sin(x0) * np.cos(y0) + np.cos(x) * np.cos(y) * (x - x0) - np.sin(x) * np.sin(y) * (y - y0)


@mistake("Is f a sum or a product? When x moves alone, what happens to the factor with y?", of="tangent_plane")
def leaves_the_other_factor_out(x, y, x0, y0):
    return np.sin(x0) * np.cos(y0) + np.cos(x0) * (x - x0) - np.sin(y0) * (y - y0)


# plot_sin_taylor, right


@correct(of="plot_sin_taylor")
def with_pyplot_and_no_return():
    t = np.linspace(-np.pi, np.pi, 60)
    plt.figure()
    plt.plot(t, np.sin(t), "k", lw=3, label="exact")
    plt.plot(t, sin_taylor(t, 1), "--", label="linear")
    plt.plot(t, sin_taylor(t, 3), ":", label="cubic")
    plt.plot(t, sin_taylor(t, 5), "-.", label="quintic")
    plt.xlabel("angle in radians")
    plt.ylabel("value")
    plt.axhline(0, color="grey")
    plt.grid()
    plt.legend()
    plt.show()


@correct(of="plot_sin_taylor")
def as_three_panels():
    x = np.arange(-5, 5, 0.05)
    _fig, panels = plt.subplots(1, 3, sharey=True)
    for n, panel in zip((1, 3, 5), panels, strict=True):
        panel.plot(x, np.sin(x), color="tab:red", label=r"$\sin(x)$")
        panel.plot(x, sin_taylor(x, n), color="tab:green", label=f"$T_{n}$")
        panel.set_xlabel("x")
        panel.set_ylim(-3, 3)
        panel.legend()
    panels[0].set_ylabel("y")
    return panels


@correct(of="plot_sin_taylor")
def as_figure_and_axes_by_hand():
    x = np.linspace(2 * np.pi, -2 * np.pi, 301)
    heights = np.column_stack([np.sin(x), x, x - x**3 / 6, x - x**3 / 6 + x**5 / 120])
    fig = plt.figure(figsize=(4, 3))
    ax = fig.add_subplot()
    lines = ax.plot(x, heights, color="purple")
    fig.legend(lines, ["sine", "1st", "3rd", "5th"])
    ax.set_xlabel("x")
    ax.set_ylabel("y")
    return fig, ax


@correct(of="plot_sin_taylor")
def with_curves_cut_off_outside():
    x = np.linspace(-7, 7, 400)
    ax = plt.gca()
    ax.plot(x, np.sin(x), label="Sin x")
    for n in range(7):
        y = sin_taylor(x, n)
        y[np.abs(y) > 3.5] = np.nan
        ax.plot(x.astype(np.float32), y, label=f"Taylor polynomial of sin, order {n}")
    ax.axvline(0)
    ax.scatter([0], [0])
    ax.set(xlabel="x", ylabel="y", title="sine", xlim=(-7, 7))
    ax.legend(loc="upper left")
    return ax


@correct(of="plot_sin_taylor")
def with_a_line_through_two_points():
    x = np.linspace(-3.1, 3.1, 50)
    plt.plot([-np.pi, np.pi], [-np.pi, np.pi], label="first order")
    plt.plot(x, np.sin(x), "o", label="the true function")
    plt.plot(x, sin_taylor(x, 3), "s", label="third order")
    plt.plot(x, sin_taylor(x, 5), "x", label="fifth order")
    plt.gca().set(xlabel="x", ylabel="y")
    plt.legend()
    return plt


# plot_sin_taylor, mistaken


def _draw_sine(x, orders=(1, 3, 5), lowest=-np.inf, highest=np.inf):
    ax = plt.figure().gca()
    ax.plot(x, np.sin(x), label="sin x")
    for order in orders:
        ax.plot(x, np.clip(sin_taylor(x, order), lowest, highest), label=f"order {order}")
    ax.set(xlabel="x", ylabel="y")
    ax.legend()
    return ax


@mistake("How many different curves can you count in your figure of sine?", of="plot_sin_taylor")
def draws_orders_1_2_and_3():
    return _draw_sine(np.linspace(-np.pi, np.pi, 200), orders=(1, 2, 3))


@mistake("Your figure has no curve of the highest order that is asked for. Which one is it?", of="plot_sin_taylor")
def leaves_order_5_out():
    return _draw_sine(np.linspace(-np.pi, np.pi, 200), orders=(1, 3))


@mistake("How would a reader know which of your curves is which?", of="plot_sin_taylor")
def leaves_the_legend_out():
    ax = _draw_sine(np.linspace(-np.pi, np.pi, 200))
    ax.get_legend().remove()
    return ax


@mistake("Your legend has one name twice. Do both curves of that name show the same?", of="plot_sin_taylor")
def gives_two_curves_one_name():
    x = np.linspace(-np.pi, np.pi, 200)
    ax = _draw_sine(x)
    ax.plot(x, sin_taylor(x, 2) + 0.5, label="order 1")
    ax.legend()
    return ax


@mistake("What do the two axes of your figure measure, and where does it say so?", of="plot_sin_taylor")
def leaves_the_axis_labels_out():
    ax = _draw_sine(np.linspace(-np.pi, np.pi, 200))
    ax.set(xlabel="", ylabel="")
    return ax


@mistake("What do your curves do to the left of 0?", of="plot_sin_taylor")
def starts_at_zero():
    return _draw_sine(np.linspace(0, np.pi, 200))


@mistake("Can you still see the waves of sine in your figure? How high does its y-axis reach?", of="plot_sin_taylor")
def lets_the_polynomials_run_away():
    return _draw_sine(np.linspace(-5 * np.pi, 5 * np.pi, 500))


@mistake("From which number to which does your x-axis run, and in which unit?", of="plot_sin_taylor")
def draws_over_degrees():
    degrees = np.linspace(-180, 180, 361)
    ax = plt.figure().gca()
    ax.plot(degrees, np.sin(np.radians(degrees)), label="sin x")
    for order in (1, 3, 5):
        ax.plot(degrees, sin_taylor(np.radians(degrees), order), label=f"order {order}")
    ax.set(xlabel="x", ylabel="y")
    ax.legend()
    return ax


@mistake("Of how many straight pieces does each of your curves consist?", of="plot_sin_taylor")
def draws_through_ten_points():
    return _draw_sine(np.linspace(-np.pi, np.pi, 10))


@mistake("How high is the polynomial of order 1 at x = 3, and how high is your curve there?", of="plot_sin_taylor")
def cuts_the_curves_off():
    return _draw_sine(np.linspace(-np.pi, np.pi, 200), lowest=-1.5, highest=1.5)


# plot_tangent_plane, right


@correct(of="plot_tangent_plane")
def with_wireframes_and_no_return(x0, y0):
    x, y = np.meshgrid(np.linspace(-3, 3, 30), np.linspace(-3, 3, 40), indexing="ij")
    ax = plt.figure().add_subplot(projection="3d")
    ax.plot_wireframe(x, y, np.sin(x) * np.cos(y), color="grey", rcount=10, ccount=10)
    ax.plot_wireframe(x, y, tangent_plane(x, y, x0, y0), color="red")
    ax.set_xlabel("$x$")
    ax.set_ylabel("$y$")
    ax.set_zlabel("$z$")
    plt.show()


@correct(of="plot_tangent_plane")
def with_four_corners(x0, y0):
    row, column = x0 + np.linspace(-1, 1.5, 120)[None, :], y0 + np.linspace(-1.5, 1, 130)[:, None]
    x, y = x0 + np.array([[-0.5, 0.5], [-0.5, 0.5]]), y0 + np.array([[-0.5, -0.5], [0.5, 0.5]])
    fig, ax = plt.subplots(subplot_kw={"projection": "3d"})
    ax.plot_surface(row, column, np.sin(row) * np.cos(column), cmap="viridis", rcount=50, ccount=50)
    ax.plot_surface(x, y, tangent_plane(x, y, x0, y0), color="orange")
    ax.plot([x0], [y0], [np.sin(x0) * np.cos(y0)], "o", label="contact")
    ax.legend()
    ax.set(xlabel="x", ylabel="y", zlabel="f")
    return fig, ax


@correct(of="plot_tangent_plane")
def with_lines_and_a_polygon(x0, y0):
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection

    ax = plt.axes(projection="3d")
    t = np.linspace(-2, 2, 25)
    for s in t:
        ax.plot(x0 + t, np.full(25, y0 + s), np.sin(x0 + t) * np.cos(y0 + s), color="k")
        ax.plot3D(np.full(25, x0 + s), y0 + t, np.sin(x0 + s) * np.cos(y0 + t), color="k")
    corners = [(x0 + dx, y0 + dy) for dx, dy in [(-1, -1), (1, -1), (1, 1), (-1, 1)]]
    ax.add_collection3d(Poly3DCollection([[(x, y, tangent_plane(x, y, x0, y0)) for x, y in corners]]))
    ax.set(xlabel="x", ylabel="y", zlabel="z")
    return ax


@correct(of="plot_tangent_plane")
def as_two_panels_of_triangles(x0, y0):
    angle, radius = np.linspace(0, 2 * np.pi, 40), np.linspace(0.1, 2, 12)
    x = x0 + np.outer(radius, np.cos(angle)).ravel()
    y = y0 + np.outer(radius, np.sin(angle)).ravel()
    triangles = [(i, i + 1, i + 40) for i in range(x.size - 40)]
    slopes = np.cos(x0) * np.cos(y0), -np.sin(x0) * np.sin(y0)
    _fig, panels = plt.subplots(1, 2, subplot_kw={"projection": "3d"})
    for panel in panels:
        panel.plot_trisurf(x, y, np.sin(x) * np.cos(y), triangles=triangles)
        panel.scatter(x, y, np.sin(x0) * np.cos(y0) + slopes[0] * (x - x0) + slopes[1] * (y - y0))
        panel.set(xlabel="x", ylabel="y", zlabel="z")
    panels[1].view_init(0, 0)
    return panels


@correct(of="plot_tangent_plane")
def with_contours_beside_a_map(x0, y0):
    x, y = np.mgrid[x0 - 2 : x0 + 2 : 40j, y0 - 2 : y0 + 2 : 40j]
    plt.subplot(1, 2, 1)
    plt.contourf(x, y, np.sin(x) * np.cos(y))
    ax = plt.subplot(1, 2, 2, projection="3d")
    ax.contour3D(x, y, np.sin(x) * np.cos(y), 30)
    ax.plot_surface(x[::13, ::13], y[::13, ::13], tangent_plane(x[::13, ::13], y[::13, ::13], x0, y0))
    ax.set(xlabel="x", ylabel="y", zlabel="z")
    return plt


# plot_tangent_plane, mistaken


def _draw_plane(x0, y0, x, y, height, plane):
    ax = plt.figure().add_subplot(projection="3d")
    ax.plot_surface(x, y, height(x, y))
    ax.plot_surface(x, y, plane)
    ax.set(xlabel="x", ylabel="y", zlabel="z")
    return ax


def _f(x, y):
    return np.sin(x) * np.cos(y)


def _around(x0, y0, half=1.5):
    return np.meshgrid(x0 + np.linspace(-half, half, 30), y0 + np.linspace(-half, half, 30))


@mistake("Walk along x with y = 0: should the surface go like a sine, or like a cosine?", of="plot_tangent_plane")
def swaps_x_and_y_in_the_surface(x0, y0):
    x, y = _around(x0, y0)
    return _draw_plane(x0, y0, x, y, lambda x, y: _f(y, x), tangent_plane(x, y, x0, y0))


@mistake("How many surfaces does your figure have, and which of them is flat?", of="plot_tangent_plane")
def leaves_the_plane_out(x0, y0):
    x, y = _around(x0, y0)
    ax = plt.figure().add_subplot(projection="3d")
    ax.plot_surface(x, y, _f(x, y))
    ax.set(xlabel="x", ylabel="y", zlabel="z")
    return ax


@mistake("Which points does matplotlib join by the patches of a surface?", of="plot_tangent_plane")
def joins_points_in_random_order(x0, y0):
    order = np.random.default_rng(1).permutation(900)
    x, y = (side.ravel()[order].reshape(30, 30) for side in _around(x0, y0))
    return _draw_plane(x0, y0, x, y, _f, tangent_plane(x, y, x0, y0))


@mistake("Draw the figure for two contact points. Does the plane move?", of="plot_tangent_plane")
def touches_at_the_origin(x0, y0):
    x, y = _around(0, 0)
    return _draw_plane(x0, y0, x, y, _f, tangent_plane(x, y, 0.0, 0.0))


@mistake("Is the surface level at the contact point? Is your plane?", of="plot_tangent_plane")
def draws_a_level_plane(x0, y0):
    x, y = _around(x0, y0)
    return _draw_plane(x0, y0, x, y, _f, np.full_like(x, _f(x0, y0)))


@mistake("Can you see in your figure that the surface bends away from the plane?", of="plot_tangent_plane")
def shows_a_narrow_window(x0, y0):
    x, y = _around(x0, y0, half=0.3)
    return _draw_plane(x0, y0, x, y, _f, tangent_plane(x, y, x0, y0))


@mistake("Is the contact point inside the part of the surface that you draw?", of="plot_tangent_plane")
def begins_at_the_origin(x0, y0):
    x, y = _around(1.5, 1.5)
    return _draw_plane(x0, y0, x, y, _f, tangent_plane(x, y, x0, y0))


@mistake("Which of the three directions in your figure is which?", of="plot_tangent_plane")
def leaves_the_labels_of_the_axes_out(x0, y0):
    x, y = _around(x0, y0)
    ax = _draw_plane(x0, y0, x, y, _f, tangent_plane(x, y, x0, y0))
    ax.set(xlabel="", ylabel="", zlabel="")
    return ax
