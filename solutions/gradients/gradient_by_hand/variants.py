"""Right answers written differently, and the mistakes that students make, for both functions."""

import math

import numpy as np

from autograder import correct, mistake


def gradient(a, b):
    """Return two components of a gradient as one array."""
    return np.stack(np.broadcast_arrays(a, b), axis=-1)


def hessian(a, b, d):
    """Return the entries xx, xy, yy as symmetric matrices."""
    a, b, d = np.broadcast_arrays(a, b, d)
    return np.stack([a, b, b, d], axis=-1).reshape(*a.shape, 2, 2)


# Right answers: the gradient


@correct(of="grad_f")
def gradient_by_complex_steps(x, y):
    x, y = np.broadcast_arrays(np.asarray(x) * 1.0, np.asarray(y) * 1.0)

    def f(x, y):
        return x**2 * y + np.sin(x * y)

    return np.stack([f(x + 1e-40j, y).imag, f(x, y + 1e-40j).imag], axis=-1) / 1e-40


@correct(of="grad_f")
def gradient_point_by_point(x, y):
    x, y = np.broadcast_arrays(x, y)
    result = np.zeros((*x.shape, 2))
    for at in np.ndindex(x.shape):
        a, b = float(x[at]), float(y[at])
        result[at] = 2 * a * b + b * math.cos(a * b), a * a + a * math.cos(a * b)
    return result


@correct(of="grad_f")
def gradient_by_factors(x, y):
    shape = np.broadcast_shapes(np.shape(x), np.shape(y))
    g = np.empty((*shape, 2), dtype=np.result_type(x, y, float))
    g[..., 0] = y * (2 * x + np.cos(x * y))
    g[..., 1] = x * (x + np.cos(x * y))
    return g


# Right answers: the Hessian


@correct(of="hess_f")
def hessian_as_sums_of_outer_products(x, y):
    x, y = np.broadcast_arrays(x, y)
    swapped = np.stack([y, x], axis=-1).astype(float)
    inner = np.array([[0.0, 1.0], [1.0, 0.0]])
    u = (x * y)[..., None, None]
    polynomial = y[..., None, None] * [[2, 0], [0, 0]] + x[..., None, None] * [[0, 2], [2, 0]]
    return polynomial + np.cos(u) * inner - np.sin(u) * swapped[..., :, None] * swapped[..., None, :]


@correct(of="hess_f")
def hessian_by_complex_steps_of_the_gradient(x, y):
    x, y = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))

    def g(x, y):
        return np.stack([2 * x * y + y * np.cos(x * y), x**2 + x * np.cos(x * y)], axis=-1)

    return np.stack([g(x + 1e-40j, y).imag, g(x, y + 1e-40j).imag], axis=-1) / 1e-40


@correct(of="hess_f")
def hessian_point_by_point(x, y):
    x, y = np.broadcast_arrays(x, y)
    H = np.zeros((*x.shape, 2, 2))
    for at in np.ndindex(x.shape):
        a, b = float(x[at]), float(y[at])
        s, c = math.sin(a * b), math.cos(a * b)
        H[at] = [[b * (2 - b * s), 2 * a + c - a * b * s], [2 * a + c - a * b * s, -a * a * s]]
    return H


# Mistakes: the gradient


@mistake("What is inside the sine? Does it move, too, when x does?", of="grad_f")
def forgets_the_inner_derivative(x, y):
    return gradient(2 * x * y + np.cos(x * y), x**2 + np.cos(x * y))


@mistake("Which variable is frozen while you differentiate by x? What is the slope of xy then?", of="grad_f")
def swaps_the_inner_derivatives(x, y):
    return gradient(2 * x * y + x * np.cos(x * y), x**2 + y * np.cos(x * y))


@mistake("Which sign has the derivative of the sine? Is it rising or falling at 0?", of="grad_f")
def takes_minus_the_cosine(x, y):
    return gradient(2 * x * y - y * np.cos(x * y), x**2 - x * np.cos(x * y))


@mistake("Differentiate x²y alone by x: where does the exponent go?", of="grad_f")
def loses_the_exponent(x, y):
    return gradient(x * y + y * np.cos(x * y), x**2 + x * np.cos(x * y))


@mistake("Which of the two slopes comes first?", of="grad_f")
def slope_by_y_comes_first(x, y):
    return gradient(x**2 + x * np.cos(x * y), 2 * x * y + y * np.cos(x * y))


@mistake("For ten points, which shape did the statement ask for? The components go last.", of="grad_f")
def components_come_first(x, y):
    return np.stack(np.broadcast_arrays(2 * x * y + y * np.cos(x * y), x**2 + x * np.cos(x * y)))


@mistake("In which unit does np.cos take its argument, and in which is xy?", of="grad_f")
def takes_degrees(x, y):
    slope = np.cos(np.deg2rad(x * y))
    return gradient(2 * x * y + y * slope, x**2 + x * slope)


@mistake("Is x²y constant while y moves?", of="grad_f")
def loses_the_polynomial_by_y(x, y):
    return gradient(2 * x * y + y * np.cos(x * y), x * np.cos(x * y))


# Mistakes: the Hessian


@mistake("Two factors of y cos(xy) depend on y. Did both get their turn?", of="hess_f")
def mixed_entry_misses_the_product_rule(x, y):
    s = np.sin(x * y)
    return hessian(2 * y - y**2 * s, 2 * x - x * y * s, -(x**2) * s)


@mistake(
    "Differentiate y cos(xy) by x: which factor does the inside bring, and how often is it there then?", of="hess_f"
)
def brings_the_inner_factor_once(x, y):
    s = np.sin(x * y)
    return hessian(2 * y - y * s, 2 * x + np.cos(x * y) - x * y * s, -x * s)


@mistake("Which sign has the derivative of the cosine?", of="hess_f")
def takes_plus_the_sine(x, y):
    s = np.sin(x * y)
    return hessian(2 * y + y**2 * s, 2 * x + np.cos(x * y) + x * y * s, x**2 * s)


@mistake("Differentiate x²y alone twice, by x and by y in every order: what is left each time?", of="hess_f")
def loses_the_polynomial(x, y):
    s = np.sin(x * y)
    return hessian(-(y**2) * s, np.cos(x * y) - x * y * s, -(x**2) * s)


@mistake("Does the slope by x change where y moves? Compare ∂f/∂x at (2, 0) and at (2, 0.01).", of="hess_f")
def has_no_mixed_entries(x, y):
    s = np.sin(x * y)
    return hessian(2 * y - y**2 * s, np.zeros_like(s), -(x**2) * s)


@mistake("How does f curve along x, where y is large? Which of your diagonal entries grows with y²?", of="hess_f")
def swaps_the_diagonal(x, y):
    s = np.sin(x * y)
    return hessian(-(x**2) * s, 2 * x + np.cos(x * y) - x * y * s, 2 * y - y**2 * s)


@mistake("For ten points, which shape did the statement ask for? Both axes of the matrix go last.", of="hess_f")
def matrix_comes_first(x, y):
    s = np.sin(x * y)
    a, b, d = np.broadcast_arrays(2 * y - y**2 * s, 2 * x + np.cos(x * y) - x * y * s, -(x**2) * s)
    return np.array([[a, b], [b, d]])


@mistake("A second derivative is the slope of a slope. Is it the product of two slopes?", of="hess_f")
def multiplies_first_derivatives(x, y):
    c = np.cos(x * y)
    a, b = 2 * x * y + y * c, x**2 + x * c
    return hessian(a * a, a * b, b * b)
