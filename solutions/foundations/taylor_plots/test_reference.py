"""Proves the reference: against complex step, numpy's polynomials, other formulas for sine, and what figures hold."""

import matplotlib.pyplot as plt
import mpmath
import numpy as np
import pytest
from numpy.polynomial import Polynomial

from autograder.kit import figures


def cauchy_coefficients(a, order):
    """Return the Taylor coefficients of sine at a, from its values on a circle around a in the complex plane."""
    circle = np.exp(2j * np.pi * np.arange(64) / 64)
    return (np.fft.fft(np.sin(a + circle)) / 64)[: order + 1].real


@pytest.mark.parametrize("a", [0.0, 0.7, -1.3, 5.0])
def test_coefficients_are_those_of_cauchys_formula(reference, rng, a):
    """The polynomial is the one that Cauchy's integral formula gives."""
    x = a + rng.uniform(-2, 2, 20)
    for order in range(10):
        right = Polynomial(cauchy_coefficients(a, order))(x - a)
        np.testing.assert_allclose(reference.sin_taylor(x, order, a), right, rtol=1e-11, atol=1e-12)


def test_terms_that_cancel(reference):
    """Where terms of 200,000 cancel far from the centre, the polynomial is still right to nine decimals."""
    a, x, order = 58.22051700917674, 107.69271358834177, 5
    with mpmath.workdps(40):
        coefficients = mpmath.taylor(mpmath.sin, a, order)
        right = mpmath.polyval(coefficients[::-1], mpmath.mpf(x) - a)
    assert abs(reference.sin_taylor(x, order, a) - float(right)) < 1e-9


def test_derivatives_at_the_centre_are_those_of_sine(reference):
    """Order n + 1 of a polynomial fitted to the values has nothing to add, and its derivatives at a are right."""
    a = 0.4
    x = a + np.linspace(-1, 1, 30)
    fitted = Polynomial.fit(x - a, reference.sin_taylor(x, 4, a), 7).convert()
    derivatives = [fitted.deriv(k)(0.0) if k else fitted(0.0) for k in range(6)]
    np.testing.assert_allclose(derivatives, [np.sin(a), np.cos(a), -np.sin(a), -np.cos(a), np.sin(a), 0], atol=1e-9)


def test_numbers_of_the_statement(reference):
    """The errors far from the centre, and where orders cross, are those that the statement tells."""
    errors = [abs(reference.sin_taylor(2 * np.pi, order)) for order in (1, 3, 5)]
    np.testing.assert_allclose(errors, [6.28, 35.06, 46.55], atol=5e-3)
    for lower, crossing in [(1, 3.7055), (3, 5.6178)]:
        x = crossing + np.array([-1e-3, 1e-3])
        gain = abs(reference.sin_taylor(x, lower) - np.sin(x)) - abs(reference.sin_taylor(x, lower + 2) - np.sin(x))
        assert gain[0] > 0 > gain[1]


def test_shapes_are_those_of_x(reference):
    """Numbers stay numbers, and arrays keep their shape."""
    for shape in [(), (1,), (3, 4), (2, 1, 3)]:
        for order in (0, 1, 4):
            assert np.shape(reference.sin_taylor(np.ones(shape), order, 0.2)) == shape
    assert np.shape(reference.sin_taylor(2, 3, 1)) == ()


def test_plane_has_height_and_slopes_of_the_surface(reference, rng):
    """The plane's slopes are those of the complex step, far from the origin too."""
    for x0, y0 in [*rng.uniform(-2, 2, (20, 2)), (12_345.6, -9_876.5)]:
        slope_x = (np.sin(x0 + 1e-30j) * np.cos(y0)).imag / 1e-30
        slope_y = (np.sin(x0) * np.cos(y0 + 1e-30j)).imag / 1e-30
        x, y = x0 + rng.uniform(-2, 2, (3, 1)), y0 + rng.uniform(-2, 2, (1, 4))
        height = (np.sin(x0 + y0) + np.sin(x0 - y0)) / 2
        right = height + (x - x0) * slope_x + (y - y0) * slope_y
        np.testing.assert_allclose(reference.tangent_plane(x, y, x0, y0), right, rtol=1e-10, atol=1e-10)


def test_plane_of_the_statement(reference):
    """The plane at (π/6, π/3) has the heights that the statement tells."""
    x0, y0 = np.pi / 6, np.pi / 3
    assert reference.tangent_plane(x0, y0, x0, y0) == pytest.approx(0.25, abs=1e-12)
    assert reference.tangent_plane(x0 + 0.1, y0 + 0.2, x0, y0) == pytest.approx(0.206699, abs=1e-6)
    assert np.sin(x0 + 0.1) * np.cos(y0 + 0.2) == pytest.approx(0.185688, abs=1e-6)


def test_figure_of_sine(reference):
    """The figure has the four curves with their names, labelled axes, and limits that show them."""
    figure = figures.describe(reference.plot_sin_taylor())
    plt.close("all")
    (axes,) = figure.axes
    lines = {line.label: line for line in axes.lines}
    x = lines["sin x"].x
    assert x.min() <= -np.pi and x.max() >= np.pi and x.size >= 50
    np.testing.assert_allclose(lines["sin x"].y, np.exp(1j * x).imag, atol=1e-12)
    for order in (1, 3, 5):
        right = Polynomial(cauchy_coefficients(0.0, order))(x)
        np.testing.assert_allclose(lines[f"order {order}"].y, right, atol=1e-9)
    assert axes.legend == ["sin x", "order 1", "order 3", "order 5"] and all(axes.labels)
    assert axes.xlim[0] <= -np.pi and axes.xlim[1] >= np.pi and axes.ylim == [-4, 4]


def test_figure_of_the_plane(reference):
    """The figure has the surface and a plane that touches it, around the contact point."""
    for x0, y0 in [(0.5, -0.3), (-1.1, 0.9)]:
        figure = figures.describe(reference.plot_tangent_plane(x0, y0))
        plt.close("all")
        (axes,) = figure.axes
        surface, plane, contact = axes.surfaces
        right = (np.sin(surface.x + surface.y) + np.sin(surface.x - surface.y)) / 2
        np.testing.assert_allclose(surface.z, right, atol=1e-12)
        design = np.column_stack([np.ones_like(plane.x), plane.x - x0, plane.y - y0])
        fit, residual, rank, _ = np.linalg.lstsq(design, plane.z)
        turned = np.exp(1j * x0)
        right = [turned.imag * np.cos(y0), turned.real * np.cos(y0), -turned.imag * np.sin(y0)]
        np.testing.assert_allclose(fit, right, atol=1e-12)
        assert rank == 3 and residual[0] < 1e-20 and all(axes.labels)
        assert (contact.x, contact.y) == (x0, y0) and contact.z[0] == pytest.approx(right[0])
        for drawn, width in [(surface, 2), (plane, 0.5)]:
            assert np.ptp(drawn.x) >= width and drawn.x.min() < x0 < drawn.x.max()
            assert np.ptp(drawn.y) >= width and drawn.y.min() < y0 < drawn.y.max()
